(() => {
  "use strict";
  const table = document.getElementById("features");
  const rows = Array.from(table.tBodies);
  const find = document.getElementById("find");
  const type = document.getElementById("type");
  const sort = document.getElementById("sort");
  const marked = document.getElementById("marked");
  const nothing = document.getElementById("nothing");
  let descending = false;

  const name = (row) => row.querySelector("[data-feature]").dataset.feature;
  const number = (row, key) => {
    const cell = Array.from(row.rows[0].cells).find((each) => each.dataset.key === key);
    return cell ? Number(cell.dataset.value) : NaN;
  };

  const filter = () => {
    const wanted = find.value.trim().toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !name(row).toLowerCase().includes(wanted)
        || (type.value !== "all" && row.dataset.type !== type.value)
        || (marked.checked && row.dataset.marked !== "true");
      shown += row.hidden ? 0 : 1;
    }
    nothing.hidden = shown > 0;
  };

  const place = (row) => Number(row.dataset.place);

  const order = (key) => (one, other) => {
    if (key === "column") {
      return descending ? place(other) - place(one) : place(one) - place(other);
    }
    if (key === "feature") {
      const by = name(one) < name(other) ? -1 : name(one) > name(other) ? 1 : 0;
      return descending ? -by : by;
    }
    const a = number(one, key);
    const b = number(other, key);
    if (Number.isNaN(a) || Number.isNaN(b)) {
      return Number.isNaN(a) - Number.isNaN(b) || place(one) - place(other);
    }
    return (descending ? b - a : a - b) || place(one) - place(other);
  };

  const arrange = () => {
    for (const row of rows.slice().sort(order(sort.value))) {
      table.append(row);
    }
    for (const button of table.querySelectorAll("thead button")) {
      const way = descending ? "descending" : "ascending";
      button.closest("th").setAttribute(
        "aria-sort", button.dataset.key === sort.value ? way : "none");
    }
  };

  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      const again = sort.value === button.dataset.key;
      descending = again ? !descending : button.dataset.kind === "number";
      sort.value = button.dataset.key;
      arrange();
    }
  });
  sort.addEventListener("change", () => {
    descending = sort.value !== "column" && sort.value !== "feature";
    arrange();
  });
  find.addEventListener("input", filter);
  type.addEventListener("change", filter);
  marked.addEventListener("change", filter);
  filter();
})();
