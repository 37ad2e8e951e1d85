(() => {
  "use strict";
  const table = document.getElementById("slices");
  if (!table) {
    return;
  }
  const rows = Array.from(table.tBodies[0].rows);
  const metric = document.getElementById("metric");
  const find = document.getElementById("find");
  let key = "";
  let descending = false;

  const name = (row) => row.cells[0].textContent;

  const number = (row) => {
    const cell = Array.from(row.cells).find((each) => each.dataset.key === key
      && (each.dataset.metric || metric.value) === metric.value);
    return cell && cell.dataset.value ? Number(cell.dataset.value) : NaN;
  };

  const compare = (one, other) => {
    if (key === "slice") {
      const by = name(one) < name(other) ? -1 : name(one) > name(other) ? 1 : 0;
      return descending ? -by : by;
    }
    const a = number(one);
    const b = number(other);
    if (Number.isNaN(a) || Number.isNaN(b)) {
      return Number.isNaN(a) - Number.isNaN(b);
    }
    return descending ? b - a : a - b;
  };

  const arrange = () => {
    if (key) {
      for (const row of rows.slice().sort(compare)) {
        table.tBodies[0].append(row);
      }
    }
    for (const button of table.querySelectorAll("thead button")) {
      const way = descending ? "descending" : "ascending";
      button.closest("th").setAttribute("aria-sort", button.dataset.key === key ? way : "none");
    }
  };

  table.tHead.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) {
      const again = key === button.dataset.key;
      descending = again ? !descending : button.dataset.key === "rows";
      key = button.dataset.key;
      arrange();
    }
  });

  metric.addEventListener("change", () => {
    for (const cell of table.querySelectorAll("td[data-metric]")) {
      cell.hidden = cell.dataset.metric !== metric.value;
    }
    arrange();
  });

  find.addEventListener("input", () => {
    const wanted = find.value.trim().toLowerCase();
    for (const row of rows) {
      row.hidden = !name(row).toLowerCase().includes(wanted);
    }
  });
})();
