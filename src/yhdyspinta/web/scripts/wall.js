// The answers of a hall, fetched again every few seconds until the reader stops it. Without this script a link does the same.
const place = document.querySelector("[data-refreshes]");
const button = document.querySelector("button[data-pauses]");
if (place && button) {
  let stopped = false;
  const refresh = async () => {
    if (stopped || document.hidden) return;
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(place.id);
    if (fresh) place.replaceChildren(...fresh.childNodes);
  };
  setInterval(() => refresh().catch(() => {}), 1000 * Number(place.dataset.refreshes)); // the next try comes soon
  button.hidden = false;
  button.addEventListener("click", () => {
    stopped = !stopped;
    [button.textContent, button.dataset.pauses] = [button.dataset.pauses, button.textContent];
  });
}
