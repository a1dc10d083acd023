/* What script adds to pages that work without it: a quick exit that leaves no trace, words that are not lost,
   focus on what needs a look, one press that sends once. No framework, no inline code. */
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  const KEPT = "words:";

  const storage = (work) => { try { return work(window.sessionStorage); } catch { return null; } };
  const forgetWords = (except = []) => storage((kept) => {
    Object.keys(kept).filter((key) => key.startsWith(KEPT) && !except.includes(key)).forEach((key) => kept.removeItem(key));
  });

  /* Quick exit: the words go, this page goes from the history, and the next page opens in its place. */
  document.addEventListener("click", (event) => {
    const exit = event.target.closest("a[data-exit]");
    if (!exit) return;
    event.preventDefault();
    forgetWords();
    document.documentElement.hidden = true;
    window.location.replace(exit.href);
  });

  /* Of tabs that do not fit, the one that is open is in sight. */
  document.querySelectorAll(".tabs [aria-current]").forEach((tab) => {
    const row = tab.closest("ul");
    row.scrollLeft += tab.getBoundingClientRect().right - row.getBoundingClientRect().right;
  });

  /* The summary of errors takes focus, also when htmx brought it. */
  const lookAtErrors = (root) => root.querySelector(".error-summary[autofocus]")?.focus();

  /* Drafts: the server keeps the words; only while off-line they wait in this tab. */
  const PRIVATE = ["csrfmiddlewaretoken", "password"];
  const typed = (form) => [...new FormData(form)].filter(([name, value]) => !PRIVATE.includes(name) && typeof value === "string");
  const putBack = (form, pairs) => {
    for (const control of form.elements) {
      if (!control.name || control.type === "hidden" || PRIVATE.includes(control.name)) continue;
      const values = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
      if (control.type === "checkbox" || control.type === "radio") control.checked = values.includes(control.value);
      else if (values.length && control.type !== "file") control.value = values[0];
    }
  };
  const keepDrafts = (form) => {
    if (form.dataset.keeping) return;
    form.dataset.keeping = "yes";
    const address = form.dataset.draft;
    const key = KEPT + address;
    const status = form.querySelector("[data-draft-status]");
    if (status) form.querySelector(".form-end")?.append(status);
    let waiting = null;
    let sent = false;
    const say = (text) => { if (status) status.textContent = text; };
    const holdHere = () => { storage((kept) => kept.setItem(key, JSON.stringify(typed(form)))); say(words.waiting); };
    const save = async () => {
      if (sent) return;
      try {
        const answer = await fetch(address, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
        if (!answer.ok || answer.redirected) { say(words.notSaved); return; }
        storage((kept) => kept.removeItem(key));
        const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "numeric", minute: "2-digit" });
        say(words.saved.replace("{time}", time));
      } catch { holdHere(); }
    };
    const soon = () => { clearTimeout(waiting); waiting = setTimeout(save, 2000); };
    const left = storage((kept) => kept.getItem(key));
    if (left) { putBack(form, JSON.parse(left)); soon(); }
    form.addEventListener("input", soon);
    form.addEventListener("change", soon);
    window.addEventListener("online", () => { if (storage((kept) => kept.getItem(key))) save(); });
    form.addEventListener("submit", (event) => {
      clearTimeout(waiting);
      if (navigator.onLine === false) { event.preventDefault(); holdHere(); return; }
      sent = true;
      storage((kept) => kept.removeItem(key));
    });
    window.addEventListener("pageshow", () => { sent = false; });
  };

  /* One press sends once. The button comes back when the page does. */
  const once = (form) => form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    setTimeout(() => form.querySelectorAll("button:not([type=button])").forEach((button) => { button.disabled = true; }));
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-once] button").forEach((button) => { button.disabled = false; });
  });

  const wake = (root) => {
    root.querySelectorAll("form[data-draft]").forEach(keepDrafts);
    root.querySelectorAll("form[data-once]").forEach((form) => {
      if (!form.dataset.onced) { form.dataset.onced = "yes"; once(form); }
    });
    root.querySelectorAll("[data-print]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => window.print());
    });
    root.querySelectorAll("form[data-sign-out], form[action$='/sign-out'], form[action$='/sign-out/']").forEach((form) => {
      form.addEventListener("submit", () => forgetWords());
    });
    lookAtErrors(root);
  };

  /* Parts of pages: when the answer is an error, say so; when it is the sign-in page, go there. */
  const trouble = () => {
    const place = document.getElementById("page-status");
    if (!place) return;
    const said = document.createElement("p");
    said.className = "wrap error";
    said.textContent = words.trouble;
    place.replaceChildren(said);
  };
  document.addEventListener("htmx:sendError", trouble);
  document.addEventListener("htmx:responseError", trouble);
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr.responseURL;
    if (answer && new URL(answer).pathname.startsWith("/sign-in")) {
      event.detail.shouldSwap = false;
      window.location.assign("/sign-in");
    }
  });
  document.addEventListener("htmx:load", (event) => { if (event.detail.elt !== document.body) wake(event.detail.elt); });

  if (!("signedIn" in document.body.dataset)) {
    forgetWords([...document.querySelectorAll("form[data-draft]")].map((form) => KEPT + form.dataset.draft));
  }
  wake(document);
})();
