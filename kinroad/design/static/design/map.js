/* The map beside a list. It takes no focus and says nothing that the list does not say. */
(() => {
  "use strict";
  const here = document.querySelector("[data-map]");
  if (!here || !window.L) return;
  const points = JSON.parse(here.dataset.points);
  const map = window.L.map(here, { keyboard: false, zoomControl: false, attributionControl: false, scrollWheelZoom: true });
  window.L.tileLayer(here.dataset.tiles, { maxZoom: 18, referrerPolicy: "strict-origin" }).addTo(map);
  const colour = getComputedStyle(here).color;
  points.forEach(([lat, lon, names]) => {
    const words = document.createElement("span");
    words.textContent = names.slice(0, 4).map(([name]) => name).join(" · ") + (names.length > 4 ? " …" : "");
    window.L.circleMarker([lat, lon], { radius: 9, weight: 3, color: colour, fillOpacity: 0.5 })
      .bindTooltip(words)
      .on("click", () => {
        const line = [...document.querySelectorAll("main a")].find((a) => a.getAttribute("href") === names[0][1]);
        if (names.length === 1 || !line) window.location.assign(names[0][1]);
        else line.focus();
      })
      .addTo(map);
  });
  map.fitBounds(points.map(([lat, lon]) => [lat, lon]), { maxZoom: 14, padding: [24, 24] });
})();
