// A chart to explore, drawn over its picture when the reader has asked for it. Bundled with the engine that drew the
// picture. Expressions are interpreted, never compiled, so that the content policy needs no exception.
const place = document.querySelector("[data-spec]");
if (place) {
  const draw = async () => {
    const address = place.clientWidth < 560 ? place.dataset.narrow : place.dataset.spec;
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    const spec = await answer.json();
    await Promise.all([400, 600].map((weight) => document.fonts.load(`${weight} 13px "Source Sans 3"`)));
    const inside = document.createElement("div");
    await vegaEmbed(inside, spec, {
      ast: true,
      actions: false,
      defaultStyle: false,
      renderer: "canvas",
      logLevel: 1, // errors alone
      tooltip: { disableDefaultStyle: true },
    });
    inside.querySelectorAll("canvas").forEach((canvas) => canvas.setAttribute("aria-hidden", "true"));
    place.replaceChildren(inside);
    place.dataset.drawn = "";
  };
  draw().catch((error) => console.error(error)); // the picture and the table stay
}
