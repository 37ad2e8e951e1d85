package dev.millrace.evaluation.page;

import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import dev.millrace.evaluation.blessing.Blessing;
import dev.millrace.evaluation.page.Whiskers.Of;
import dev.millrace.evaluation.report.EvaluationReport;
import dev.millrace.evaluation.report.EvaluationReport.Comparison;
import dev.millrace.evaluation.report.EvaluationReport.Slice;
import dev.millrace.evaluation.report.EvaluationReport.SmallSlices;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The slices, one metric at a time, which the reader chooses. Sorted and searched by the page's
 * script.
 */
final class SlicesTable {

  /** Of more slices, the largest. */
  static final int MOST = 400;

  private final Markup to;
  private final EvaluationReport report;
  private final List<String> metrics;
  private final Map<String, Whiskers> scales = new LinkedHashMap<>();

  SlicesTable(Markup to, EvaluationReport report, Blessing blessing) {
    this.to = to;
    this.report = report;
    this.metrics = KeyMetrics.of(report, blessing);
  }

  void write() {
    if (report.slices().isEmpty() && !report.smallSlices().isEmpty()) {
      to.open("section").element("h2", "Slices");
      to.element("p", SmallSlices.none(report.smallSlices()) + ".", "class", "none");
      to.close("section");
    }
    if (report.slices().isEmpty() || metrics.isEmpty()) {
      return;
    }
    List<Slice> shown =
        report.slices().stream()
            .sorted(Comparator.comparingDouble(SlicesTable::rows).reversed())
            .limit(MOST)
            .toList();
    for (String metric : metrics) {
      List<Of> values =
          shown.stream()
              .flatMap(slice -> Stream.concat(model(slice, metric), baseline(slice, metric)))
              .toList();
      Optional<Double> all = Optional.ofNullable(report.model().metrics().get(metric));
      scales.put(metric, Whiskers.over(values, all));
    }
    to.open("section").element("h2", "Slices");
    tools();
    to.open("div", "class", "wide").open("table", "class", "plain", "id", "slices");
    headings();
    to.open("tbody");
    shown.forEach(this::row);
    to.close("tbody").close("table").close("div");
    note(shown.size());
    to.close("section");
  }

  private static double rows(Slice slice) {
    return slice.metrics().getOrDefault("example_count", 0.0);
  }

  private void tools() {
    to.open("div", "class", "tools", "role", "search");
    to.open("label").text("metric ").open("select", "id", "metric");
    metrics.forEach(metric -> to.element("option", metric));
    to.close("select").close("label").open("label").text("find ");
    to.open("input", "type", "search", "id", "find", "autocomplete", "off").close("label");
    to.close("div");
  }

  private void headings() {
    to.open("thead").open("tr");
    heading("slice", "slice");
    heading("rows", "rows");
    heading("value", "model");
    to.element("th", "");
    if (report.baseline().isPresent()) {
      heading("baseline", "baseline");
      heading("improvement", "improvement");
    }
    to.close("tr").close("thead");
  }

  private void heading(String key, String text) {
    to.open("th", "aria-sort", "none");
    to.element("button", text, "type", "button", "data-key", key).close("th");
  }

  private void row(Slice slice) {
    to.open("tr").element("th", Figures.clipped(slice.name(), 120), "scope", "row");
    String rows = String.valueOf(rows(slice));
    to.open("td", "class", "figure", "data-key", "rows", "data-value", rows);
    to.text(count(rows(slice))).close("td");
    for (int place = 0; place < metrics.size(); place++) {
      cells(slice, metrics.get(place), place == 0);
    }
    to.close("tr");
  }

  private static String count(double rows) {
    return Figures.count((long) rows);
  }

  /** The cells of one metric, of which only those of the chosen one are seen. */
  private void cells(Slice slice, String metric, boolean chosen) {
    Optional<Of> model = model(slice, metric).findFirst();
    Optional<Of> baseline = baseline(slice, metric).findFirst();
    cell(metric, chosen, "value", model.map(Of::value));
    model.ifPresent(
        of -> {
          to.text(Figures.number(of.value()));
          of.interval().ifPresent(interval -> interval(interval.getFirst(), interval.getLast()));
        });
    to.close("td");
    cell(metric, chosen, "picture", Optional.empty());
    Objects.requireNonNull(scales.get(metric)).draw(to, model, baseline);
    to.close("td");
    if (report.baseline().isPresent()) {
      cell(metric, chosen, "baseline", baseline.map(Of::value));
      baseline.ifPresent(of -> to.text(Figures.number(of.value())));
      to.close("td");
      Optional<Comparison> comparison = MetricsTable.comparison(slice.comparisons(), metric);
      cell(metric, chosen, "improvement", comparison.map(Comparison::improvement));
      comparison.ifPresent(this::improvement);
      to.close("td");
    }
  }

  private void improvement(Comparison comparison) {
    to.element(
        "span",
        MetricsTable.signed(comparison.improvement()),
        "class",
        MetricsTable.kind(comparison));
    comparison.low().ifPresent(low -> interval(low, comparison.high().orElse(low)));
  }

  private void interval(double low, double high) {
    String text = "[" + Figures.number(low) + ", " + Figures.number(high) + "]";
    to.element("span", text, "class", "type");
  }

  private void cell(String metric, boolean chosen, String key, Optional<Double> value) {
    List<String> attributes =
        new ArrayList<>(List.of("class", "figure", "data-metric", metric, "data-key", key));
    value.ifPresent(number -> attributes.addAll(List.of("data-value", String.valueOf(number))));
    if (!chosen) {
      attributes.addAll(List.of("hidden", ""));
    }
    to.open("td", attributes.toArray(String[]::new));
  }

  private static Stream<Of> model(Slice slice, String metric) {
    return Stream.ofNullable(slice.metrics().get(metric))
        .map(value -> new Of(value, Optional.ofNullable(slice.intervals().get(metric))));
  }

  private static Stream<Of> baseline(Slice slice, String metric) {
    return slice
        .baseline()
        .flatMap(metrics -> Optional.ofNullable(metrics.get(metric)))
        .map(value -> new Of(value, Optional.empty()))
        .stream();
  }

  private void note(int shown) {
    StringBuilder note = new StringBuilder("The upright line is the model's value of all rows.");
    if (shown < report.slices().size()) {
      note.append(" The ")
          .append(Figures.count(shown))
          .append(" largest of ")
          .append(Figures.count(report.slices().size()))
          .append(" slices; all are in evaluation.json.");
    }
    report
        .smallSlices()
        .forEach(
            small ->
                note.append(" Left out by ")
                    .append(String.join(", ", small.keys()))
                    .append(": ")
                    .append(Figures.count(small.groups()))
                    .append(" of fewer than ")
                    .append(Figures.count(small.minSliceSize()))
                    .append(" rows, ")
                    .append(Figures.count(small.rows()))
                    .append(" rows in all."));
    to.element("p", note.toString(), "class", "none");
  }
}
