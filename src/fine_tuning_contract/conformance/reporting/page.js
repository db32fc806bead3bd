"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector) => [...document.querySelectorAll(selector)];
  // A page that is opened as a file may be denied a memory.
  const remember = (value) => { try { localStorage.setItem("contract-theme", value); } catch { /* forgotten */ } };
  const remembered = () => { try { return localStorage.getItem("contract-theme"); } catch { return null; } };

  const themes = ["auto", "light", "dark"];
  const button = one("#theme");
  const wear = (theme) => {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    button.querySelector("span").textContent = theme;
  };
  wear(themes.includes(remembered()) ? remembered() : "auto");
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = themes[(themes.indexOf(button.querySelector("span").textContent) + 1) % themes.length];
    wear(next);
    remember(next);
  });

  for (const copy of all(".copy")) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      const code = copy.closest("figure").querySelector("code");
      getSelection().selectAllChildren(code);
      try { await navigator.clipboard.writeText(code.textContent); copy.textContent = "Copied"; }
      catch { copy.textContent = "Selected"; }
      setTimeout(() => { copy.textContent = "Copy"; }, 2000);
    });
  }

  const filters = one("#filters");
  if (filters) {
    const names = ["verdict", "level", "subject", "area", "operation"];
    const rules = all(".rule").map((place) => ({ place, text: place.textContent.toLowerCase() }));
    const areas = all("details.area");
    const firstOpen = new Set(areas.filter((area) => area.open));
    const select = () => {
      const words = filters.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
      const asked = names.filter((name) => filters.elements[name].value);
      let found = 0;
      for (const { place, text } of rules) {
        const fits = asked.every((name) => place.dataset[name] === filters.elements[name].value)
          && words.every((word) => text.includes(word));
        place.hidden = !fits;
        found += fits;
      }
      const narrowed = words.length > 0 || asked.length > 0;
      for (const area of areas) {
        area.hidden = !area.querySelector(".rule:not([hidden])");
        area.open = narrowed ? !area.hidden : firstOpen.has(area);
      }
      one("#nothing").hidden = found > 0;
      one("#found").textContent = `${found} of ${rules.length} rules`;
    };
    filters.hidden = false;
    filters.addEventListener("input", select);
    filters.addEventListener("reset", () => setTimeout(select));
    filters.addEventListener("submit", (event) => event.preventDefault());
    select();
    one("#unfold").addEventListener("click", (event) => {
      const open = event.target.textContent === "Open all";
      for (const place of all("details.area, .rule > details")) place.open = open;
      event.target.textContent = open ? "Close all" : "Open all";
    });
    for (const link of all(".matrix a")) {
      link.addEventListener("click", () => {
        filters.reset();
        filters.elements.area.value = link.dataset.area;
        filters.elements.operation.value = link.dataset.operation;
        setTimeout(select);
      });
    }
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) {
        event.preventDefault();
        filters.elements.text.focus();
      }
    });
  }

  // A link leads into what is folded.
  const unfold = () => {
    const place = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let above = place; above; above = above.parentElement) {
      if (above.tagName === "DETAILS") above.open = true;
      if (above.hidden) { filters.reset(); }
    }
    if (place) place.scrollIntoView();
  };
  addEventListener("hashchange", unfold);
  if (location.hash) unfold();
  addEventListener("beforeprint", () => { for (const place of all("details")) place.open = true; });
})();
