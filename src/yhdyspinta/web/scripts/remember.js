// The area last looked at, kept in this browser alone and offered on the start page. Without this script nothing is kept.
const KEY = "area";
const shown = document.querySelector("[data-remembered]");
try {
  const seen = document.querySelector("[data-area]");
  if (seen) localStorage.setItem(KEY, seen.dataset.area);
  const last = shown && localStorage.getItem(KEY);
  const known = last && [...document.querySelectorAll(".area-list a")].find((one) => one.pathname.split("/").includes(last));
  if (known) {
    const link = shown.querySelector("a");
    link.href = known.href;
    link.textContent = known.textContent;
    shown.hidden = false;
    shown.querySelector("button").addEventListener("click", () => {
      localStorage.removeItem(KEY);
      shown.hidden = true;
    });
  }
} catch {
  // A browser that keeps nothing shows the page as it is.
}
