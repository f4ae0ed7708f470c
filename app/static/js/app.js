// Everything here is an extra: the search works without it.
(() => {
  const small = matchMedia("(max-width: 59.99rem)");

  // The filters stand open without a script; on small screens they would push the hits far down.
  const fold = () => {
    const filters = document.getElementById("filters-fold");
    if (filters && small.matches) filters.open = false;
  };
  fold();

  // Keep addresses short: what is empty or the default is left out of them.
  document.addEventListener("htmx:config:request", (event) => {
    const { request, sourceElement } = event.detail.ctx;
    if (sourceElement?.id !== "search-form" || !(request.body instanceof FormData)) return;
    if (!request.body.get("q")?.trim()) request.body.delete("q");
    if (request.body.get("sort") === "relevance") request.body.delete("sort");
  });

  // Leaving the search field fires "change" too; "input" has already asked.
  document.addEventListener("change", (event) => {
    if (event.target.id === "q") event.stopPropagation();
  }, true);

  // Completions while typing: native, so that keyboard and screen reader work as everywhere else.
  let asking, waiting;
  const suggest = async (field) => {
    const list = document.getElementById(field.getAttribute("list"));
    const typed = field.value.trim();
    if (!list || typed.length < 2) return;
    asking?.abort();
    asking = new AbortController();
    try {
      const address = `/api/v1/suggest?${new URLSearchParams({ q: typed, lang: document.documentElement.lang })}`;
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return;
      list.replaceChildren(...(await answer.json()).map(({ text }) => new Option(text, text)));
    } catch (fault) {
      if (fault.name !== "AbortError") list.replaceChildren();
    }
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("input[type=search][list]")) return;
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 150, event.target);
  });

  // The same search twice is one step for the Back button.
  document.addEventListener("htmx:before:history:update", (event) => {
    if (event.detail.history.path === location.pathname + location.search) event.preventDefault();
  });

  // On small screens "show hits" puts the filters away and goes to the hits.
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "search-form" || !small.matches) return;
    fold();
    document.activeElement?.blur();
    document.getElementById("results")?.scrollIntoView();
  });

  // After Back the body is new: fold its filters again. What comes up below the form of an entry must not hide its field.
  document.addEventListener("htmx:after:swap", (event) => {
    if (event.detail.ctx?.target === document.body) fold();
    const field = document.activeElement;
    if (field?.closest(".entry-form")) field.scrollIntoView({ block: "nearest" });
  });
})();
