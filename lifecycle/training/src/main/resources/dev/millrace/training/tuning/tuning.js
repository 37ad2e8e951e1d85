(() => {
  "use strict";
  const table = document.getElementById("trials");
  const body = table.tBodies[0];
  const heads = Array.from(table.tHead.rows[0].cells);

  const value = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value);
  };

  const compare = (column, descending) => (one, other) => {
    const a = value(one, column);
    const b = value(other, column);
    if (typeof a !== typeof b) {
      return typeof a === "number" ? -1 : 1;
    }
    const by = a < b ? -1 : a > b ? 1 : 0;
    return descending ? -by : by;
  };

  table.tHead.addEventListener("click", (event) => {
    const head = event.target.closest("th");
    if (!event.target.closest("button")) {
      return;
    }
    const descending = head.getAttribute("aria-sort") === "ascending";
    for (const each of heads) {
      each.setAttribute("aria-sort", "none");
    }
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
    body.append(...Array.from(body.rows).sort(compare(heads.indexOf(head), descending)));
  });

  const show = (event, on) => {
    const trial = event.target.closest("[data-trial]");
    if (trial) {
      for (const each of document.querySelectorAll(`[data-trial="${trial.dataset.trial}"]`)) {
        each.classList.toggle("on", on);
      }
    }
  };
  for (const part of [body, document.getElementById("parallel")]) {
    part.addEventListener("mouseover", (event) => show(event, true));
    part.addEventListener("mouseout", (event) => show(event, false));
  }
})();
