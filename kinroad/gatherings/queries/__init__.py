"""What the pages about meetings print. Meetings are public: a query names the organization, not a viewer."""
