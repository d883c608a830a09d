// Light or dark, as the system has it until the button was used; before the page is drawn, so that nothing flashes.
"use strict";
(() => {
  const root = document.documentElement;
  const key = "kg-theme";
  const kept = () => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null; // a browser may refuse to keep anything
    }
  };
  if (["light", "dark"].includes(kept())) root.dataset.theme = kept();
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("theme");
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      root.dispatchEvent(new Event("themechange"));
      try {
        localStorage.setItem(key, root.dataset.theme);
      } catch {
        // then it holds for this page only
      }
    });
  });
})();
