"""Lists for tests."""

HEADINGS = "First name,Last name,DOB,Cell,OK to text?,Recovery Date,Enrolled,Pathway,Speaks,Zip,Notes"
MARIO = "Mario,Hernández,05/22/1989,(319) 555-0168,yes,02/26/2024,06/03/2024,Dharma,Both,50309,needs ride"
CHUY = "Chuy,Peña,,319.555.0101,Y,,,12-step,Español,,"


def csv_of(*lines: str) -> bytes:
    return "\n".join(lines).encode()
