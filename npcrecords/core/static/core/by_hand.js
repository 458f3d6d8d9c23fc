/* Typing by hand: offers the persons who bear a printed name, numbers new rows, gives a new
   person the name that was typed, and fills in the date of what a session adopts.
   Nothing is chosen without the clerk. Without this script all forms work, with less comfort. */
(() => {
  "use strict";
  const LOOK_UP = document.currentScript?.dataset.candidates || "/admin/people/person/candidates/";
  const sibling = (input, name) =>
    document.getElementById(input.id.slice(0, -input.dataset.printed.length) + name);

  function choose(select, id, label) {
    if (![...select.options].some((option) => option.value === String(id))) {
      select.add(new Option(label, id));
    }
    select.value = String(id);
    select.dispatchEvent(new Event("change", { bubbles: true }));
    if (window.django?.jQuery) { window.django.jQuery(select).trigger("change"); }
  }

  function offer(input, select, bearers) {
    const holder = input.closest("td, .fieldBox, .form-row, div") || input.parentElement;
    holder.querySelector(".candidates")?.remove();
    if (!bearers.length || select.value) { return; }
    const box = document.createElement("div");
    box.className = "candidates";
    for (const one of bearers) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = "→ " + one.label;
      button.addEventListener("click", () => { choose(select, one.id, one.label); box.remove(); });
      box.append(button);
    }
    holder.append(box);
  }

  function nameNew(input, select) {
    const link = select.closest(".related-widget-wrapper")?.querySelector(".add-related");
    if (!link) { return; }
    const url = new URL(link.href, window.location.href);
    url.searchParams.set("name", input.value.replace(/\s+/g, ""));
    link.href = url.toString();
  }

  async function ask(inputs) {
    const pairs = inputs
      .map((input) => [input, sibling(input, input.dataset.person)])
      .filter(([input, select]) => select && input.value.trim());
    pairs.forEach(([input, select]) => nameNew(input, select));
    const open = pairs.filter(([, select]) => !select.value);
    if (!open.length) { return; }
    const names = [...new Set(open.map(([input]) => input.value.replace(/\s+/g, "")))];
    const answer = await fetch(LOOK_UP + "?" + new URLSearchParams(names.map((n) => ["name", n])));
    if (!answer.ok) { return; }
    const found = await answer.json();
    open.forEach(([input, select]) => offer(input, select, found[input.value.replace(/\s+/g, "")] || []));
  }

  function watch(root) {
    const inputs = [...root.querySelectorAll("input[data-person]")].filter((i) => !i.id.includes("__prefix__"));
    for (const input of inputs) {
      input.dataset.printed = input.id.replace(/^id_(?:.*-\d+-)?/, "");
      input.addEventListener("change", () => ask([input]));
      sibling(input, input.dataset.person)?.addEventListener("change", () => {
        (input.closest("td, .fieldBox, .form-row, div") || input).querySelector?.(".candidates")?.remove();
      });
    }
    for (let at = 0; at < inputs.length; at += 100) { ask(inputs.slice(at, at + 100)); }
  }

  function number(row) {
    const own = row.querySelector("input[name$='-order']");
    const table = row.closest(".inline-group");
    if (!own || !table) { return; }
    const others = [...table.querySelectorAll("input[name$='-order']")]
      .filter((input) => input !== own && !input.name.includes("__prefix__") && input.value !== "");
    if (others.length) { own.value = Math.max(...others.map((input) => Number(input.value))) + 1; }
  }

  function adopted(kind) {
    kind.addEventListener("change", () => {
      const day = document.getElementById("id_adopted_on");
      if (!day || day.value || !kind.dataset.adoptedKinds.split(" ").includes(kind.value)) { return; }
      day.value = kind.dataset.adoptedOn;
      const session = document.getElementById("id_adopted_by");
      if (session && !session.value) { choose(session, kind.dataset.adoptedBy, kind.dataset.adoptedByName); }
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    watch(document);
    const kind = document.querySelector("select[data-adopted-kinds]");
    if (kind) { adopted(kind); }
    document.addEventListener("formset:added", (event) => { number(event.target); watch(event.target); });
    // A log-in in another window changes the token: the form sends the one that holds now.
    document.addEventListener("submit", (event) => {
      const token = event.target.querySelector?.("input[name=csrfmiddlewaretoken]");
      const held = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
      if (token && held) { token.value = held[1]; }
    });
  });
})();
