package dev.millrace.evaluation.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.evaluation.blessing.Blessing;
import dev.millrace.evaluation.blessing.Verdict;
import dev.millrace.evaluation.metric.CalibrationBin;
import dev.millrace.evaluation.metric.Metric.Direction;
import dev.millrace.evaluation.metric.ModelDifference;
import dev.millrace.evaluation.metric.Residuals;
import dev.millrace.evaluation.report.EvaluationReport;
import dev.millrace.evaluation.report.EvaluationReport.Comparison;
import dev.millrace.evaluation.report.EvaluationReport.ConfusionMatrix;
import dev.millrace.evaluation.report.EvaluationReport.ModelFigures;
import dev.millrace.evaluation.report.EvaluationReport.Slice;
import dev.millrace.evaluation.report.EvaluationReport.SmallSlices;
import dev.millrace.evaluation.search.FoundSlice;
import dev.millrace.model.bundle.Task;
import dev.millrace.model.predict.ModelRuntime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page and its script, run by an implementation of a browser in Java. */
class EvaluationPageTest {

  private static final String HOSTILE = "origin=<script>alert('x')</script>\"&";

  private final WebClient browser = new WebClient(BrowserVersion.CHROME);

  @AfterEach
  void close() {
    browser.close();
  }

  private static SequencedMap<String, Double> metrics(double rows, double auc, double loss) {
    SequencedMap<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("auc", auc);
    metrics.put("log_loss", loss);
    metrics.put("example_count", rows);
    return metrics;
  }

  private static Slice slice(String name, double rows, double auc, double loss) {
    SequencedMap<String, List<Double>> intervals = new LinkedHashMap<>();
    intervals.put("auc", List.of(auc - 0.05, auc + 0.05));
    Comparison better =
        new Comparison(
            "auc",
            Direction.HIGHER_IS_BETTER,
            auc - 0.6,
            Optional.of(auc - 0.65),
            Optional.of(auc - 0.55));
    return new Slice(
        name,
        new LinkedHashMap<>(),
        metrics(rows, auc, loss),
        intervals,
        Optional.of(metrics(rows, 0.6, 0.5)),
        List.of(better));
  }

  private static EvaluationReport report(List<Slice> slices) {
    return report(slices, List.of());
  }

  private static EvaluationReport report(List<Slice> slices, List<SmallSlices> small) {
    ConfusionMatrix matrix =
        new ConfusionMatrix(List.of("red", "green"), new double[][] {{30, 10}, {0, 60}});
    Residuals residuals =
        new Residuals(
            -1, 2, new double[] {1, 5, 3}, List.of(new CalibrationBin(0, 1, 9, 0.5, 0.6)));
    ModelFigures model =
        new ModelFigures(
            ModelRuntime.ONNXRUNTIME,
            metrics(1000, 0.7, 0.4),
            new LinkedHashMap<>(),
            Optional.empty(),
            Optional.of(matrix),
            Optional.of(residuals));
    return new EvaluationReport(
        Task.MULTICLASS,
        "eval",
        "late",
        1000,
        0.95,
        model,
        Optional.of(model),
        List.of(),
        Optional.of(new ModelDifference(Optional.of(0.25), Optional.empty())),
        slices,
        small,
        List.of(new FoundSlice(List.of("x < 1", HOSTILE), 50, 0.1, 0.9, 0.4, 0.5, 1e-9)));
  }

  private static Blessing blessing() {
    return new Blessing(
        false,
        "not blessed: auc of " + HOSTILE + " 0.5 (not at least 0.6)",
        List.of(
            new Verdict("auc", HOSTILE, "at least 0.6", "0.5", Verdict.Outcome.FAILED),
            new Verdict("log_loss", "", "", "", Verdict.Outcome.NOT_APPLICABLE)));
  }

  private static String page() {
    return EvaluationPage.of(
        report(
            List.of(
                slice(HOSTILE, 100, 0.5, 0.3),
                slice("origin=B", 300, 0.8, 0.2),
                slice("origin=C", 200, 0.65, 0.9))),
        blessing());
  }

  private HtmlPage open() throws IOException {
    return browser.loadHtmlCodeIntoCurrentWindow(page());
  }

  @Test
  void page_modelOnOnnxRuntime_saysSo() throws IOException {
    assertThat(open().querySelector(".set.as").getTextContent())
        .contains("computed byONNX Runtime, as it has operators");
  }

  private static List<String> shown(HtmlPage page) {
    return page.querySelectorAll("#slices tbody tr").stream()
        .map(DomElement.class::cast)
        .filter(row -> !row.hasAttribute("hidden"))
        .map(row -> row.getElementsByTagName("th").getFirst().getTextContent())
        .toList();
  }

  private static void sort(HtmlPage page, String key) throws IOException {
    ((DomElement) page.querySelector("#slices thead button[data-key=" + key + "]")).click();
  }

  @Test
  void open_slices_areThoseOfMostRowsFirst() throws Exception {
    assertThat(shown(open())).containsExactly("origin=B", "origin=C", HOSTILE);
  }

  @Test
  void heading_value_sortsByTheChosenMetric() throws Exception {
    HtmlPage page = open();
    sort(page, "value");
    assertThat(shown(page)).containsExactly(HOSTILE, "origin=C", "origin=B");
    sort(page, "value");
    assertThat(shown(page)).containsExactly("origin=B", "origin=C", HOSTILE);

    ((HtmlSelect) page.getElementById("metric")).setSelectedAttribute("log_loss", true);
    assertThat(shown(page)).containsExactly("origin=C", HOSTILE, "origin=B");
    List<DomElement> cells =
        page.querySelectorAll("#slices td[data-key=value]").stream()
            .map(DomElement.class::cast)
            .toList();
    assertThat(cells).hasSize(6);
    assertThat(cells)
        .allSatisfy(
            cell ->
                assertThat(cell.hasAttribute("hidden"))
                    .isEqualTo(cell.getAttribute("data-metric").equals("auc")));
  }

  @Test
  void heading_sliceAndRows_sortByThem() throws Exception {
    HtmlPage page = open();
    sort(page, "slice");
    assertThat(shown(page)).containsExactly(HOSTILE, "origin=B", "origin=C");
    sort(page, "rows");
    assertThat(shown(page)).containsExactly("origin=B", "origin=C", HOSTILE);
    DomElement rows = page.querySelector("#slices th[aria-sort=descending]");
    assertThat(rows.getTextContent()).isEqualTo("rows");
  }

  @Test
  void find_partOfAName_hidesTheOthers() throws Exception {
    HtmlPage page = open();
    ((HtmlInput) page.getElementById("find")).type("<SCRIPT>");
    assertThat(shown(page)).containsExactly(HOSTILE);
  }

  @Test
  void of_hostileNames_areOnlyText() throws Exception {
    List<String> alerts = new ArrayList<>();
    browser.setAlertHandler((page, message) -> alerts.add(message));
    HtmlPage page = open();
    assertThat(alerts).isEmpty();
    assertThat(page.querySelectorAll("script")).hasSize(1);
    assertThat(page.querySelector("#verdicts tbody tr").getTextContent())
        .contains(HOSTILE, "failed");
    assertThat(page.querySelector(".verdict").getTextContent()).startsWith("not blessed");
  }

  @Test
  void of_confusionMatrixAndResiduals_areDrawn() throws Exception {
    HtmlPage page = open();
    assertThat(page.querySelector(".matrix tbody tr").getTextContent())
        .contains("red", "30", "75 %", "10", "25 %");
    assertThat(page.querySelectorAll("svg.plot")).hasSize(2);
    assertThat(page.querySelector("#found").getTextContent()).contains("x < 1 and", "1.0e-09");
  }

  /** Gray on a shade of blue was hard to read. */
  @Test
  void of_confusionMatrix_isReadOnItsShades() throws Exception {
    HtmlPage page = open();
    assertThat(style(page, ".matrix td .type", "color"))
        .isNotEqualTo(style(page, "#slices td .type", "color"))
        .isEqualTo(style(page, "body", "color"));
  }

  @Test
  void of_headingsOfFigures_standOverThem() throws Exception {
    HtmlPage page = open();
    for (String table : List.of(".matrix", ".metrics", "#found")) {
      assertThat(style(page, table + " thead th:nth-child(2)", "text-align")).isEqualTo("right");
      assertThat(style(page, table + " tbody td", "text-align")).isEqualTo("right");
    }
  }

  /** They wrapped at the width of names of features, with room beside them. */
  @Test
  void of_namesOfFoundSlices_haveTheRoomOfTwoConditions() throws Exception {
    HtmlPage page = open();
    assertThat(style(page, "#found tbody th", "width"))
        .isEqualTo(style(page, "#slices tbody th", "width"));
    assertThat(style(page, "#found tbody th", "max-width")).isEqualTo("640px");
  }

  @Test
  void of_slicesThatAreAllTooSmall_saysThatTheyWereAskedForAndWhatIsTooSmall() {
    List<SmallSlices> small =
        List.of(
            new SmallSlices(List.of("origin"), 100, 3, 84),
            new SmallSlices(List.of("origin", "hour(date)"), 100, 4, 84));
    assertThat(EvaluationPage.of(report(List.of(), small), blessing()))
        .contains(
            "Slices by origin and by origin, hour(date) were asked for, but all 7 are smaller than"
                + " min_slice_size (100 rows).");
    assertThat(EvaluationPage.of(report(List.of()), blessing())).doesNotContain("were asked for");
  }

  private static String style(HtmlPage page, String selector, String property) {
    return page.getEnclosingWindow()
        .getComputedStyle((DomElement) page.querySelector(selector), null)
        .getStyleAttribute(property);
  }

  @Test
  void of_manySlices_staysSmallAndSaysWhatIsLeftOut() {
    List<Slice> many = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      many.add(slice("origin=" + i + ", hour(date)=" + i % 24, 1000 + i, 0.6, 0.4));
    }
    String html = EvaluationPage.of(report(many), blessing());
    assertThat(html.length()).isLessThan(2_000_000);
    assertThat(html).contains("The 400 largest of 3,000 slices");
    assertThat(html).isEqualTo(EvaluationPage.of(report(many), blessing()));
  }
}
