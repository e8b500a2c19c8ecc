// "Zoom and values" on a chart: offered where scripts run, its libraries fetched when a reader first asks.
// The picture, its sentence and its table stay as they are for everyone.
(() => {
  "use strict";
  let libraries = null;

  const loaded = (address) =>
    (libraries ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    }));

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "nhsuk-button nhsuk-button--small nhsuk-button--secondary llif-button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  const drawn = async (place, card, language) => {
    const [answer] = await Promise.all([fetch(card.dataset.zoom), loaded(card.dataset.libraries)]);
    const { spec, time } = await answer.json();
    place.lang = language;
    const options = {
      actions: false,
      ast: true,
      defaultStyle: false,
      expr: globalThis.vegaExpressionInterpreter,
      renderer: "svg",
      timeFormatLocale: time,
      tooltip: { disableDefaultStyle: true },
    };
    return (await globalThis.vegaEmbed(place, spec, options)).view;
  };

  const zoomed = (view, factor) => {
    const [first, last] = view.scale("x").domain().map(Number);
    const half = ((last - first) * factor) / 2;
    const middle = (first + last) / 2;
    return view.signal("zoom_from", [middle - half, middle + half]).runAsync();
  };

  const opened = async (card, ask) => {
    const place = document.createElement("div");
    place.className = "llif-zoom";
    ask.disabled = true;
    try {
      card.querySelector("img").before(place);
      const view = await drawn(place, card, document.documentElement.lang);
      const all = view.scale("x").domain().map(Number);
      const words = card.dataset;
      const steps = [
        button(words.nearer, () => zoomed(view, 0.5)),
        button(words.farther, () => zoomed(view, 2)),
        button(words.whole, () => view.signal("zoom_from", all).runAsync()),
      ];
      card.querySelector("img").hidden = true;
      ask.replaceWith(...steps);
      steps[0].focus();
    } catch {
      place.remove();
      ask.replaceWith(Object.assign(document.createElement("span"), { textContent: card.dataset.failed }));
    }
  };

  for (const card of document.querySelectorAll("[data-zoom]")) {
    const ask = button(card.dataset.ask, () => opened(card, ask));
    ask.setAttribute("aria-describedby", card.getAttribute("aria-labelledby"));
    const bar = document.createElement("p");
    bar.className = "llif-choices";
    bar.append(ask);
    card.querySelector("img").after(bar);
  }
})();
