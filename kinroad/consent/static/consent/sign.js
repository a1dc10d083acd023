/* A name drawn with a finger: points become lines in a hidden field. Without script, typing the name is enough. */
(() => {
  "use strict";
  document.querySelectorAll("[data-sign]").forEach((box) => {
    const canvas = box.querySelector("canvas");
    const field = document.getElementById(box.dataset.sign);
    const pen = canvas.getContext("2d");
    const MOST = 19000;
    let last = null;
    const begin = () => {
      pen.lineWidth = 2;
      pen.lineCap = "round";
      pen.strokeStyle = getComputedStyle(canvas).color;
    };
    const place = (event) => {
      const edge = canvas.getBoundingClientRect();
      const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most));
      return [
        within((event.clientX - edge.left) * canvas.width / edge.width, canvas.width),
        within((event.clientY - edge.top) * canvas.height / edge.height, canvas.height),
      ];
    };
    canvas.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      canvas.setPointerCapture(event.pointerId);
      begin();
      last = place(event);
      field.value += `${field.value ? " " : ""}M${last[0]} ${last[1]} L${last[0]} ${last[1]}`;
    });
    canvas.addEventListener("pointermove", (event) => {
      if (!last || field.value.length > MOST) return;
      const here = place(event);
      if (here[0] === last[0] && here[1] === last[1]) return;
      pen.beginPath();
      pen.moveTo(...last);
      pen.lineTo(...here);
      pen.stroke();
      field.value += ` L${here[0]} ${here[1]}`;
      last = here;
    });
    const lift = () => { last = null; };
    canvas.addEventListener("pointerup", lift);
    canvas.addEventListener("pointercancel", lift);
    box.querySelector("[data-sign-clear]").addEventListener("click", () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      field.value = "";
    });
    if (field.value) {
      begin();
      pen.stroke(new Path2D(field.value));
    }
    box.hidden = false;
  });
})();
