/* "Near where I am": the device says where, we look within about half a mile of it, and keep nothing. */
(() => {
  "use strict";
  const part = document.querySelector("[data-near-me]");
  if (!part || !navigator.geolocation) return;
  part.hidden = false;
  const said = part.querySelector("[role=status]");
  part.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const asked = new URLSearchParams(new FormData(part.closest("form")));
        ["near", "page"].forEach((name) => asked.delete(name));
        asked.set("lat", coords.latitude.toFixed(2));
        asked.set("lon", coords.longitude.toFixed(2));
        window.location.assign(`${part.closest("form").action}?${asked}`);
      },
      () => { said.textContent = part.dataset.failed; },
      { timeout: 8000, maximumAge: 300000 },
    );
  });
})();
