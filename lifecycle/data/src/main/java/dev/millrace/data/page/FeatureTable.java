package dev.millrace.data.page;

import dev.millrace.data.page.FeatureFigures.Spread;
import dev.millrace.model.DataType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A row a feature: its distribution and its figures, those of a second set below the first's. */
final class FeatureTable {

  private final Markup to;
  private final List<DataSet> sets;

  FeatureTable(Markup to, List<DataSet> sets) {
    this.to = to;
    this.sets = sets;
  }

  /** A figure of one set, as it is shown and as it is sorted by. */
  private record Cell(String text, double key) {
    static final Cell NONE = new Cell("–", Double.NaN);
  }

  /** A column of figures. */
  private record Column(String heading, Function<FeatureFigures, Cell> cell) {}

  private static final List<Column> COLUMNS =
      List.of(
          new Column("missing", f -> new Cell(Figures.percent(f.missingShare()), f.missingShare())),
          new Column(
              "distinct",
              f ->
                  new Cell(
                      (f.distinct().exact() ? "" : "≈ ") + Figures.count(f.distinct().count()),
                      f.distinct().count())),
          new Column(
              "zeros",
              f ->
                  f.spread()
                      .filter(_ -> f.type() != DataType.TIMESTAMP)
                      .map(s -> (double) s.zeros() / (f.rows() - f.missing()))
                      .map(share -> new Cell(Figures.percent(share), share))
                      .orElse(Cell.NONE)),
          spread("mean", Spread::mean),
          new Column(
              "std",
              f ->
                  f.spread()
                      .map(
                          s -> new Cell(Figures.difference(f.type(), s.deviation()), s.deviation()))
                      .orElse(Cell.NONE)),
          spread("min", Spread::min),
          spread("median", Spread::median),
          spread("max", Spread::max));

  private static Column spread(String heading, ToDoubleFunction<Spread> figure) {
    return new Column(
        heading,
        f ->
            f.spread()
                .map(
                    s ->
                        new Cell(
                            Figures.within(f.type(), figure.applyAsDouble(s), s.max() - s.min()),
                            figure.applyAsDouble(s)))
                .orElse(Cell.NONE));
  }

  void write(List<FeatureRow> rows) {
    to.open("div", "class", "wide").open("table", "id", "features").open("thead").open("tr");
    heading("feature", "text");
    to.element("th", "distribution");
    if (sets.size() == 2) {
      heading("distance", "number");
    }
    COLUMNS.forEach(column -> heading(column.heading(), "number"));
    to.close("tr").close("thead");
    int place = 0;
    for (FeatureRow row : rows) {
      row(row, place++);
    }
    to.close("table").close("div");
    to.element("p", "No feature is like that.", "id", "nothing", "class", "none", "hidden", "");
  }

  private void heading(String name, String kind) {
    to.open("th", "aria-sort", "none")
        .element("button", name, "type", "button", "data-key", name, "data-kind", kind)
        .close("th");
  }

  private void row(FeatureRow row, int place) {
    List<Mark> marks = row.marks();
    boolean suspicious = marks.stream().anyMatch(Mark::suspicious);
    to.open(
        "tbody",
        "data-place",
        Integer.toString(place),
        "data-type",
        row.types(),
        "data-marked",
        Boolean.toString(suspicious));
    to.open("tr").open("th", "scope", "row", "data-feature", row.name());
    to.element("span", Figures.clipped(row.name(), 200), "class", "name");
    to.element("span", row.types(), "class", "type");
    for (Mark mark : marks) {
      to.element("span", mark.words(), "class", mark.suspicious() ? "mark" : "mark note");
    }
    to.close("th").open("td", "class", "drawn");
    if (row.drawable()) {
      new Drawing(to).draw(row.statistics());
    } else {
      to.element("p", "of different types", "class", "none");
    }
    new FeatureDetails(to).write(row);
    to.close("td");
    if (sets.size() == 2) {
      distance(row);
    }
    for (Column column : COLUMNS) {
      cell(column, row.figures());
    }
    to.close("tr").close("tbody");
  }

  private void distance(FeatureRow row) {
    double key = row.distances().map(d -> d.jensenShannon()).orElse(Double.NaN);
    open("distance", key);
    to.element("span", row.distances().map(d -> Figures.divergence(d.jensenShannon())).orElse("–"));
    to.close("td");
  }

  private void cell(Column column, List<Optional<FeatureFigures>> figures) {
    List<Cell> cells =
        figures.stream().map(each -> each.map(column.cell()).orElse(Cell.NONE)).toList();
    double key =
        cells.stream()
            .mapToDouble(Cell::key)
            .filter(k -> !Double.isNaN(k))
            .findFirst()
            .orElse(Double.NaN);
    open(column.heading(), key);
    for (int set = 0; set < cells.size(); set++) {
      to.element("span", cells.get(set).text(), "class", Drawing.COLOURS.get(set) + "t");
    }
    to.close("td");
  }

  private void open(String heading, double key) {
    if (Double.isNaN(key)) {
      to.open("td", "data-label", heading);
    } else {
      to.open("td", "data-label", heading, "data-key", heading, "data-value", Double.toString(key));
    }
  }
}
