// The money grid as a spreadsheet: keys, paste, copy, undo and live sums. Without this it is a form with one button.
(() => {
  const form = document.getElementById("money-form");
  if (!form) return;
  const LARGEST = 1e12;
  const pattern = new RegExp(form.dataset.pattern, "i");
  const decimalPoint = document.documentElement.lang === "en" ? "." : ",";
  const percentSign = document.documentElement.lang === "en" ? "%" : "\u00a0%";
  const checks = document.getElementById("money-checks");
  const state = document.getElementById("money-state");
  const save = document.getElementById("money-save");
  const undoButton = document.getElementById("money-undo");
  const redoButton = document.getElementById("money-redo");
  const bodies = [...form.querySelectorAll("tbody")];
  const rows = [...form.querySelectorAll(".money__row")].map((row) => [...row.querySelectorAll(".money__input")]);
  const columns = rows[0].length;
  const inputs = rows.flat();
  const placeOf = new Map(rows.flatMap((row, r) => row.map((input, c) => [input, [r, c]])));
  const committed = new Map(inputs.map((input) => [input, input.value]));
  const done = [];
  const undone = [];
  let editing = false; // F2: the arrows move inside the text
  let anchor = null; // the other corner of what is picked
  let leaving = false;

  form.classList.add("money-form--live");

  // -- amounts: null is blank, NaN cannot be read ---------------------------------------------------

  const read = (text) => {
    const trimmed = text.trim();
    if (!trimmed) return null;
    const found = pattern.exec(trimmed);
    const amount = found ? Number(found[1].replace(/\D/g, "")) : NaN;
    return amount > LARGEST ? NaN : amount;
  };
  const grouped = (amount) => String(amount).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const tidy = (text) => {
    const amount = read(text);
    if (amount === null) return "";
    return Number.isNaN(amount) ? text.trim() : grouped(amount);
  };
  const add = (amounts) => {
    const stated = amounts.filter((amount) => amount !== null);
    return stated.length ? stated.reduce((a, b) => a + b, 0) : null;
  };

  // -- sums and shares ------------------------------------------------------------------------------

  const show = (cell, amount) => {
    if (!cell) return;
    cell.textContent = amount === null ? "–" : Number.isNaN(amount) ? "?" : grouped(amount);
    cell.classList.toggle("blank", amount === null);
  };
  const sums = () => {
    const goals = bodies.map((body) => {
      const lines = [...body.querySelectorAll(".money__row")];
      const amounts = lines.map((line) => [...line.querySelectorAll(".money__input")].map((input) => read(input.value)));
      const details = amounts[0].map((_, c) => add(amounts.slice(1).map((line) => line[c])));
      const counted = amounts[0].map((frame, c) => {
        const [first, second] = form.dataset.level === "frame" ? [frame, details[c]] : [details[c], frame];
        return first === null ? second : first;
      });
      lines.slice(1).forEach((line, n) => show(line.querySelector("[data-row-sum]"), add(amounts[n + 1])));
      body.querySelectorAll("[data-detail]").forEach((cell, c) => show(cell, details[c]));
      show(body.querySelector("[data-detail-total]"), add(details));
      show(body.querySelector("[data-total]"), add(counted));
      return { body, counted, weighed: (add(counted) ?? 0) + Number(body.dataset.beside) };
    });
    const totals = goals[0].counted.map((_, c) => add(goals.map((goal) => goal.counted[c])));
    form.querySelectorAll("[data-sum]").forEach((cell, c) => show(cell, totals[c]));
    show(form.querySelector("[data-grand]"), add(totals));
    const whole = goals.reduce((sum, goal) => sum + goal.weighed, 0);
    for (const { body, weighed } of goals) {
      const share = body.querySelector("[data-share]");
      const part = (100 * weighed) / whole;
      if (!share) continue;
      share.textContent = whole === 0 ? "" : Number.isNaN(part) ? "?" : part.toFixed(1).replace(".", decimalPoint) + percentSign;
    }
  };

  // -- what has changed, and what cannot be read ----------------------------------------------------

  const isChanged = (input) => {
    const [now, saved] = [read(input.value), read(input.dataset.saved)];
    return Number.isNaN(now) || now !== saved;
  };
  const mark = (input, sentence) => {
    const id = `${input.id}-fault`;
    let words = document.getElementById(id);
    input.parentElement.classList.toggle("money__cell--fault", Boolean(sentence));
    if (!sentence) {
      words?.remove();
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
      return;
    }
    if (!words) {
      words = Object.assign(document.createElement("p"), { id, className: "money__fault" });
      input.after(words);
    }
    words.textContent = sentence;
    input.setAttribute("aria-invalid", "true");
    input.setAttribute("aria-describedby", id);
  };
  const tell = (sentence, isBad = false) => {
    state.textContent = sentence;
    state.classList.toggle("money-bar__state--bad", isBad);
  };
  const changedWords = () => {
    const count = inputs.filter(isChanged).length;
    if (!count) return "";
    return count === 1 ? form.dataset.sayChangedOne : form.dataset.sayChanged.replace("{count}", count);
  };
  const refresh = (before = "") => {
    for (const input of inputs) {
      input.parentElement.classList.toggle("money__cell--changed", isChanged(input));
      const isUnread = Number.isNaN(read(input.value));
      const isOpen = input === document.activeElement && input.value !== committed.get(input);
      if (!isUnread) mark(input, "");
      else if (!isOpen && !input.hasAttribute("aria-invalid")) mark(input, form.dataset.sayUnread);
    }
    sums();
    undoButton.disabled = !done.length;
    redoButton.disabled = !undone.length;
    tell([before, changedWords()].filter(Boolean).join(" "));
  };
  const ask = () => checks.dispatchEvent(new CustomEvent("money:changed"));

  // -- changes, and taking them back ------------------------------------------------------------------

  const put = (input, text) => {
    input.value = text;
    committed.set(input, text);
  };
  const change = (texts) => {
    const step = texts
      .map(([input, text]) => ({ input, old: committed.get(input), text: tidy(text) }))
      .filter(({ old, text }) => old !== text);
    for (const [input, text] of texts) put(input, tidy(text));
    if (step.length) {
      done.push(step);
      undone.length = 0;
      step.forEach(({ input }) => mark(input, ""));
    }
    refresh();
    if (step.length) ask();
  };
  const commit = (input) => change([[input, input.value]]);
  const step = (from, to, which, words) => {
    const taken = from.pop();
    if (!taken) return;
    for (const part of taken) put(part.input, part[which]);
    to.push(taken);
    refresh(words);
    ask();
    go(taken[0].input);
  };
  const undo = () => step(done, undone, "old", form.dataset.sayUndone);
  const redo = () => step(undone, done, "text", form.dataset.sayRedone);

  // -- moving and picking -----------------------------------------------------------------------------

  const go = (input) => {
    input.focus();
    input.select();
  };
  const corners = (input) => {
    const [r, c] = placeOf.get(input);
    const [ar, ac] = anchor ?? [r, c];
    return [Math.min(r, ar), Math.min(c, ac), Math.max(r, ar), Math.max(c, ac)];
  };
  const picked = (input) => {
    const [top, left, bottom, right] = corners(input);
    return rows.slice(top, bottom + 1).map((row) => row.slice(left, right + 1));
  };
  const drawPicked = (input) => {
    const found = new Set(anchor ? picked(input).flat() : []);
    for (const one of inputs) one.parentElement.classList.toggle("money__cell--picked", found.size > 1 && found.has(one));
  };
  const move = (input, down, right, extend) => {
    const [r, c] = placeOf.get(input);
    const next = rows[Math.min(Math.max(r + down, 0), rows.length - 1)][Math.min(Math.max(c + right, 0), columns - 1)];
    const kept = extend ? (anchor ?? [r, c]) : null;
    go(next);
    anchor = kept;
    drawPicked(next);
  };
  const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  const withControl = (event, input) => {
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) {
      if (input.value !== committed.get(input)) {
        input.value = committed.get(input);
        refresh();
      } else undo();
    } else if (key === "y" || (key === "z" && event.shiftKey)) redo();
    else if (key === "a" && !editing) {
      go(rows.at(-1)[columns - 1]);
      anchor = [0, 0];
      drawPicked(rows.at(-1)[columns - 1]);
    } else if (key === "home" && !editing) move(input, -rows.length, -columns, event.shiftKey);
    else if (key === "end" && !editing) move(input, rows.length, columns, event.shiftKey);
    else if (key === "s") form.requestSubmit(save);
    else return;
    event.preventDefault();
  };
  const withoutControl = (event, input) => {
    const isTyped = input.value !== committed.get(input);
    if (event.key === "Enter") {
      commit(input);
      editing = false;
      move(input, event.shiftKey ? -1 : 1, 0, false);
    } else if (event.key === "Escape") {
      input.value = committed.get(input);
      editing = false;
      anchor = null;
      drawPicked(input);
      refresh();
      input.select();
    } else if (event.key === "F2") {
      editing = !editing;
      if (editing) input.setSelectionRange(input.value.length, input.value.length);
      else input.select();
    } else if (editing) return;
    else if (ARROWS[event.key]) move(input, ...ARROWS[event.key], event.shiftKey);
    else if (event.key === "Home") move(input, 0, -columns, event.shiftKey);
    else if (event.key === "End") move(input, 0, columns, event.shiftKey);
    else if (event.key === "Delete" && !isTyped) change(picked(input).flat().map((one) => [one, ""]));
    else return;
    event.preventDefault();
  };
  form.addEventListener("keydown", (event) => {
    const input = event.target;
    if (!placeOf.has(input) || event.isComposing) return;
    if (event.ctrlKey || event.metaKey) withControl(event, input);
    else if (!event.altKey) withoutControl(event, input);
  });
  form.addEventListener("mousedown", (event) => {
    const input = event.target;
    if (!placeOf.has(input)) return;
    if (input === document.activeElement && !event.shiftKey) {
      editing = true; // the second press sets the caret
      return;
    }
    event.preventDefault();
    const kept = event.shiftKey && placeOf.has(document.activeElement) ? (anchor ?? placeOf.get(document.activeElement)) : null;
    go(input);
    anchor = kept;
    drawPicked(input);
  });
  form.addEventListener("focusin", (event) => {
    if (!placeOf.has(event.target)) return;
    editing = false;
    anchor = null;
    drawPicked(event.target);
    event.target.select();
  });
  form.addEventListener("focusout", (event) => {
    if (placeOf.has(event.target)) commit(event.target);
  });
  form.addEventListener("input", (event) => {
    if (placeOf.has(event.target)) refresh();
  });

  // -- to and from a spreadsheet ------------------------------------------------------------------------

  const plain = (input) => {
    const amount = read(input.value);
    return amount === null ? "" : Number.isNaN(amount) ? input.value : String(amount);
  };
  const copy = (event) => {
    const input = event.target;
    if (!placeOf.has(input) || editing) return false;
    event.clipboardData.setData("text/plain", picked(input).map((row) => row.map(plain).join("\t")).join("\n"));
    event.preventDefault();
    return true;
  };
  form.addEventListener("copy", copy);
  form.addEventListener("cut", (event) => {
    if (copy(event)) change(picked(event.target).flat().map((one) => [one, ""]));
  });
  form.addEventListener("paste", (event) => {
    const input = event.target;
    if (!placeOf.has(input)) return;
    const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
    if (editing && !/[\t\n]/.test(text)) return;
    event.preventDefault();
    const block = text.split("\n").map((line) => line.split("\t"));
    const width = block[0].length;
    const [top, left] = corners(input);
    if (block.some((line) => line.length !== width)) return tell(form.dataset.sayRagged, true);
    if (top + block.length > rows.length || left + width > columns) {
      const words = { rows: block.length, columns: width, left: rows.length - top, over: columns - left };
      return tell(form.dataset.sayWrongShape.replace(/\{(\w+)\}/g, (_, name) => words[name]), true);
    }
    input.value = committed.get(input);
    if (block.length === 1 && width === 1) change(picked(input).flat().map((one) => [one, text]));
    else change(block.flatMap((line, r) => line.map((cell, c) => [rows[top + r][left + c], cell])));
    input.select();
  });

  // -- the page around ------------------------------------------------------------------------------------

  undoButton.addEventListener("click", undo);
  redoButton.addEventListener("click", redo);
  form.addEventListener("change", (event) => {
    if (event.target.type === "radio") ask();
  });
  form.addEventListener("submit", () => {
    leaving = true;
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && inputs.some(isChanged)) event.preventDefault();
  });
  document.addEventListener("htmx:after:swap", () => {
    for (const item of checks.querySelectorAll("[data-cell]")) {
      const input = document.getElementById(item.dataset.cell);
      if (input && Number.isNaN(read(input.value))) mark(input, item.querySelector("span").textContent);
    }
    const count = document.getElementById("checks-count");
    if (count && changedWords()) tell(`${changedWords()} ${count.textContent}`);
  });
  refresh();
  document.getElementById("money-message")?.focus();
})();
