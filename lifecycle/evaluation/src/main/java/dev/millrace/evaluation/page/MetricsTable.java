package dev.millrace.evaluation.page;

import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import dev.millrace.evaluation.page.Whiskers.Of;
import dev.millrace.evaluation.report.EvaluationReport;
import dev.millrace.evaluation.report.EvaluationReport.Comparison;
import dev.millrace.evaluation.report.EvaluationReport.ModelFigures;
import dev.millrace.model.bundle.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every metric of all rows, with its interval, beside the baseline. */
final class MetricsTable {

  private static final String IMPROVEMENT =
      " An improvement is positive where the model is better; of a metric without a direction it is"
          + " how much more the model has.";

  private final Markup to;

  MetricsTable(Markup to) {
    this.to = to;
  }

  /**
   * @param first metrics that are looked at first; the others are folded away
   */
  void write(EvaluationReport report, List<String> first) {
    to.open("section").element("h2", "Metrics");
    List<String> all = List.copyOf(report.model().metrics().sequencedKeySet());
    table(report, first);
    List<String> others = all.stream().filter(metric -> !first.contains(metric)).toList();
    if (!others.isEmpty()) {
      to.open("details", "class", "more");
      to.element("summary", Figures.count(others.size()) + " more metrics");
      table(report, others);
      to.close("details");
    }
    to.element(
        "p",
        "In brackets intervals of "
            + Figures.percent(report.confidence())
            + " confidence, "
            + (report.task() == Task.RANKING ? "queries" : "rows")
            + " taken as independent."
            + (report.baseline().isPresent() ? IMPROVEMENT : ""),
        "class",
        "none");
    to.close("section");
  }

  private void table(EvaluationReport report, List<String> metrics) {
    boolean compared = report.baseline().isPresent();
    to.open("div", "class", "wide");
    to.open("table", "class", "plain metrics").open("thead").open("tr");
    Stream.concat(
            Stream.of("metric", "model", ""),
            compared ? Stream.of("baseline", "improvement") : Stream.of())
        .forEach(heading -> to.element("th", heading));
    to.close("tr").close("thead").open("tbody");
    metrics.forEach(metric -> row(metric, report));
    to.close("tbody").close("table").close("div");
  }

  private void row(String metric, EvaluationReport report) {
    Optional<Of> model = of(report.model(), metric);
    Optional<Of> baseline = report.baseline().flatMap(figures -> of(figures, metric));
    to.open("tr").open("th", "scope", "row").name(metric).close("th");
    to.open("td", "class", "figure");
    model.ifPresent(this::value);
    to.close("td").open("td");
    if (model.flatMap(Of::interval).isPresent()) {
      Whiskers.over(Stream.concat(model.stream(), baseline.stream()).toList(), Optional.empty())
          .draw(to, model, baseline);
    }
    to.close("td");
    if (report.baseline().isPresent()) {
      to.open("td", "class", "figure");
      baseline.ifPresent(this::value);
      to.close("td").open("td", "class", "figure");
      comparison(report.comparisons(), metric).ifPresent(this::improvement);
      to.close("td");
    }
    to.close("tr");
  }

  static Optional<Comparison> comparison(List<Comparison> all, String metric) {
    return all.stream().filter(each -> each.metric().equals(metric)).findFirst();
  }

  private static Optional<Of> of(ModelFigures figures, String metric) {
    return Optional.ofNullable(figures.metrics().get(metric))
        .map(value -> new Of(value, Optional.ofNullable(figures.intervals().get(metric))));
  }

  private void value(Of of) {
    to.text(Figures.number(of.value()));
    of.interval().ifPresent(interval -> interval(interval.getFirst(), interval.getLast()));
  }

  private void interval(double low, double high) {
    String text = "[" + Figures.number(low) + ", " + Figures.number(high) + "]";
    to.element("span", text, "class", "type");
  }

  private void improvement(Comparison comparison) {
    Optional<Double> low = comparison.low();
    Optional<Double> high = comparison.high();
    to.element("span", signed(comparison.improvement()), "class", kind(comparison));
    if (low.isPresent() && high.isPresent()) {
      interval(low.get(), high.get());
    }
  }

  static String signed(double value) {
    return (value > 0 ? "+" : "") + Figures.number(value);
  }

  /** Beyond chance better, worse, or neither. */
  static String kind(Comparison comparison) {
    return switch (comparison.direction()) {
      case NEITHER -> "same";
      case HIGHER_IS_BETTER, LOWER_IS_BETTER -> {
        if (comparison.low().filter(low -> low > 0).isPresent()) {
          yield "better";
        }
        yield comparison.high().filter(high -> high < 0).isPresent() ? "worse" : "same";
      }
    };
  }
}
