/* Saves a text while it is typed. A form with data-autosave sends itself when the typing pauses and when the page
   is put away, and says in [data-autosave-said] when that was. Only one save is under way at a time, so that nobody
   meets their own. Without this script the form's buttons save. */
"use strict";
(() => {
  const PAUSE = 2500;
  const AGAIN = 10000;

  const watch = (form) => {
    const text = form.elements.wording;
    const said = form.querySelector("[data-autosave-said]");
    let saved = text.defaultValue; // what the browser filled in by itself is not saved yet
    let timer = 0;
    let underWay = null;
    let stopped = false;

    const wait = (time) => {
      clearTimeout(timer);
      if (!stopped) timer = setTimeout(save, time);
    };

    const send = async () => {
      const sent = text.value;
      const reply = await fetch(form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(form)),
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: sent.length < 10000,
      });
      if (reply.type === "opaqueredirect") {
        stopped = true;
        said.textContent = form.dataset.out;
        return;
      }
      const told = await reply.json();
      said.textContent = told.said;
      if (reply.ok) {
        saved = sent;
        form.elements.version.value = told.version;
      } else {
        stopped = reply.status === 409;
      }
    };

    function save() {
      if (stopped || underWay || text.value === saved) return;
      underWay = send()
        .catch(() => {
          said.textContent = form.dataset.failed;
          wait(AGAIN);
        })
        .finally(() => {
          underWay = null;
        });
      underWay.then(() => {
        if (text.value !== saved && !stopped) wait(PAUSE);
      });
    }

    text.addEventListener("input", () => wait(PAUSE));
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) save();
    });
    form.addEventListener("submit", (event) => {
      stopped = true;
      clearTimeout(timer);
      if (!underWay) return;
      event.preventDefault();
      underWay.then(() => form.requestSubmit(event.submitter));
    });
    window.addEventListener("pageshow", () => {
      stopped = false;
    });
  };

  document.querySelectorAll("form[data-autosave]").forEach(watch);
})();
