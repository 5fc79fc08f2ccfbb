// A map to zoom, drawn in place of its picture when the reader has opened the page of it. Everything comes from this site:
// the engine, its worker and the outlines of areas. Without WebGL the picture stays, and the page says so.
const place = document.querySelector("[data-zoomed]");
const words = JSON.parse(place.dataset.words);
const picture = place.querySelector("[data-picture]");
const canvas = place.querySelector("[data-map]");
const chosen = place.querySelector("select");

// What is missing is hatched, what is withheld is dotted, as in the picture.
function hatched(inked) {
  const side = 16;
  const data = new Uint8Array(4 * side * side);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) data.set(inked(x, y) ? [79, 91, 107, 255] : [255, 255, 255, 255], 4 * (y * side + x));
  }
  return { width: side, height: side, data };
}
const PATTERNS = {
  missing: hatched((x, y) => (x + y) % 16 < 2),
  suppressed: hatched((x, y) => x % 8 < 4 && y % 8 < 4),
};

function style(areas) {
  const fill = (name, filter, paint) => ({ id: name, type: "fill", source: "areas", filter, paint: { "fill-antialias": true, ...paint } });
  const line = (name, filter, colour, width) => ({
    id: name,
    type: "line",
    source: "areas",
    filter,
    layout: { "line-join": "round" },
    paint: { "line-color": colour, "line-width": width },
  });
  const border = ["interpolate", ["linear"], ["zoom"], 4, 0.4, 8, 1.5];
  return {
    version: 8,
    sources: { areas: { type: "geojson", data: areas, tolerance: 0 } },
    layers: [
      { id: "sheet", type: "background", paint: { "background-color": "#ffffff" } },
      fill("classes", ["has", "fill"], { "fill-color": ["get", "fill"] }),
      fill("hatches", ["has", "hatch"], { "fill-pattern": ["get", "hatch"] }),
      line("borders", true, "#ffffff", border),
      line("own", ["has", "own"], place.dataset.own, 3),
      line("chosen", ["==", ["get", "area"], ""], "#1e2b3c", 3),
    ],
  };
}

function bounds(features) {
  const around = [180, 90, -180, -90];
  for (const [x, y] of features.flatMap((one) => one.geometry.coordinates.flat(2))) {
    around.splice(0, 4, Math.min(around[0], x), Math.min(around[1], y), Math.max(around[2], x), Math.max(around[3], y));
  }
  return around;
}

function told(feature) {
  const box = document.createElement("div");
  const said = box.appendChild(document.createElement("p"));
  said.textContent = feature.properties.told;
  const option = chosen.querySelector(`option[value="${CSS.escape(feature.properties.area)}"]`);
  if (option) {
    const link = box.appendChild(document.createElement("a"));
    link.className = "ds-link";
    link.href = option.dataset.page;
    link.textContent = words.page;
  }
  return box;
}

function follow(engine, map, areas) {
  const popup = new engine.Popup({ focusAfterOpen: false, maxWidth: "16rem" });
  const show = (feature, where) => {
    map.setFilter("chosen", ["==", ["get", "area"], feature.properties.area]);
    popup.setLngLat(where).setDOMContent(told(feature)).addTo(map);
  };
  for (const layer of ["classes", "hatches"]) {
    map.on("click", layer, (event) => {
      chosen.value = event.features[0].properties.area;
      show(event.features[0], event.lngLat);
    });
    map.on("mousemove", layer, () => { map.getCanvas().style.cursor = "pointer"; });
    map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
  }
  popup.on("close", () => map.setFilter("chosen", ["==", ["get", "area"], ""]));
  chosen.addEventListener("change", () => {
    const feature = areas.features.find((one) => one.properties.area === chosen.value);
    popup.remove();
    if (!feature) return map.fitBounds(bounds(areas.features), { padding: 16 });
    const [west, south, east, north] = bounds([feature]);
    map.fitBounds([west, south, east, north], { padding: 64, maxZoom: 8 });
    show(feature, [(west + east) / 2, (south + north) / 2]);
  });
}

// Who has come by keyboard to an area of the picture goes on from the same area in the list, not from the top of the page.
function replacePicture() {
  const reached = document.activeElement.closest("[data-picture] a");
  picture.hidden = true;
  if (!reached) return;
  const option = [...chosen.options].find((one) => one.dataset.page === reached.getAttribute("href"));
  chosen.focus();
  if (!option) return;
  chosen.value = option.value;
  chosen.dispatchEvent(new Event("change"));
}

async function draw() {
  const answer = await fetch(place.dataset.areas);
  if (!answer.ok) throw new Error(`${answer.status} ${place.dataset.areas}`);
  const [areas, engine] = await Promise.all([answer.json(), import(place.dataset.engine)]);
  engine.setWorkerUrl(new URL(place.dataset.worker, location.href).href);
  place.dataset.zoomed = "on";
  const map = new engine.Map({
    container: canvas,
    style: style(areas),
    bounds: bounds(areas.features),
    fitBoundsOptions: { padding: 16 },
    maxZoom: 11,
    renderWorldCopies: false,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: true, // the page scrolls as before: a map is zoomed with two fingers or with Ctrl
    locale: words.locale,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new engine.NavigationControl({ showCompass: false }), "top-right");
  await map.once("load");
  for (const [name, image] of Object.entries(PATTERNS)) map.addImage(name, image, { pixelRatio: 2 });
  follow(engine, map, areas);
  replacePicture();
  await map.once("idle");
  place.dataset.drawn = "";
}

function stay() {
  const left = document.activeElement.closest(".zoomed__drawn");
  place.dataset.zoomed = "";
  picture.hidden = false;
  if (left) picture.querySelector("a")?.focus();
  place.querySelector("[role=status]").textContent = words.without;
}

if (document.createElement("canvas").getContext("webgl2")) {
  draw().catch((error) => { console.error(error); stay(); });
} else {
  stay();
}
