package dev.millrace.evaluation.card;

import dev.millrace.core.api.CardContent;
import dev.millrace.core.api.CardContent.Importance;
import dev.millrace.core.api.CardContent.Readme;
import dev.millrace.core.api.CardContent.Subject;
import dev.millrace.core.api.CardContent.Use;
import dev.millrace.core.api.ModelCardReport.Circumstances;
import dev.millrace.core.api.StatisticsReport.Feature;
import dev.millrace.data.page.Figures;
import dev.millrace.data.page.Markup;
import dev.millrace.data.page.SelfContained;
import dev.millrace.evaluation.page.EvaluationPage;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A model's card as one HTML file that asks nothing of any server. Equal ones give equal bytes. */
public final class CardPage {

  private static final String STYLE =
      EvaluationPage.style()
          + """
          .prose { max-width: 820px; overflow-wrap: anywhere; }
          .prose h3 { font-size: 14px; margin: 14px 0 4px; }
          pre {
            background: var(--card); border: 1px solid var(--line); border-radius: 6px;
            padding: 10px 12px; overflow-x: auto; font-size: 12px; max-height: 420px;
          }
          a { color: var(--a-ink); }
          .plain tbody th { font-weight: 600; width: auto; max-width: 420px; overflow-wrap: break-word; }
          .plain thead th.figure { text-align: right; }
          .plain td.figure { white-space: nowrap; }
          .plain td.text { overflow-wrap: anywhere; min-width: 160px; }
          .plain td.hex { font-family: ui-monospace, monospace; font-size: 12px; overflow-wrap: anywhere; min-width: 240px; }
          .note { border-left: 4px solid var(--warn); padding: 6px 14px; margin: 18px 0; }
          .note ul { margin: 4px 0; padding-left: 18px; }
          svg.imp { display: block; width: 200px; height: 10px; margin-top: 5px; }
          #calibration .plots { align-items: start; }
          @media (max-width: 820px) {
            svg.imp { width: 90px; }
            .plain th, .plain td { padding-left: 6px; padding-right: 6px; }
            .plain tbody th { max-width: 190px; }
            #slices tbody th { min-width: 0; }
          }
          section > details { font-size: inherit; margin: 10px 0; }
          section > details summary { margin-bottom: 6px; }
          """;

  private static final String SCRIPT = "";
  private static final int LONGEST = 120;
  private static final int BAR = 200;
  private static final int DIGITS = 12;

  private final Markup to;
  private final CardContent card;
  private final Optional<Circumstances> circumstances;

  private CardPage(Markup to, CardContent card, Optional<Circumstances> circumstances) {
    this.to = to;
    this.card = card;
    this.circumstances = circumstances;
  }

  /**
   * The page of a card.
   *
   * @param circumstances what is to be told besides, if anything
   */
  public static String of(CardContent card, Optional<Circumstances> circumstances) {
    Subject subject = card.subject();
    String title = "Model card: " + subject.model() + " version " + subject.version();
    return new SelfContained(title, STYLE, SCRIPT)
        .of(to -> new CardPage(to, card, circumstances).write());
  }

  private void write() {
    subject();
    missing();
    use();
    new CardEvaluation(to, card).write();
    importance();
    data();
    new CardProvenance(to, card.provenance(), circumstances).write();
  }

  private void subject() {
    Subject subject = card.subject();
    to.open("div", "class", "sets").open("div", "class", "set as").open("dl");
    term("predicts", subject.label());
    term("task", subject.task());
    if (!subject.classes().isEmpty()) {
      term("classes", clipped(String.join(", ", subject.classes())));
    }
    term("trainer", subject.trainer());
    term("computed by", subject.runtime());
    circumstances.ifPresent(this::standing);
    to.close("dl");
    circumstances
        .map(Circumstances::description)
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> to.element("p", text, "class", "marked"));
    to.close("div").close("div");
  }

  private void standing(Circumstances known) {
    term("aliases", known.aliases().isEmpty() ? "none" : String.join(", ", known.aliases()));
    term("made as of", known.asOf().truncatedTo(ChronoUnit.SECONDS).toString());
    known.tags().forEach(this::term);
  }

  private void term(String name, String text) {
    to.open("div").element("dt", name).element("dd", text).close("div");
  }

  private void missing() {
    if (card.missing().isEmpty()) {
      return;
    }
    to.open("div", "class", "note", "id", "missing").element("strong", "Not known").open("ul");
    card.missing().forEach(each -> to.element("li", each));
    to.close("ul").close("div");
  }

  private void use() {
    Use use = card.use();
    to.open("section", "class", "prose", "id", "use").element("h2", "Intended use");
    String purpose = circumstances.map(Circumstances::purpose).orElse("");
    if (!purpose.isEmpty()) {
      to.element("p", purpose);
    }
    if (!use.pipeline().isEmpty()) {
      to.element("p", use.pipeline());
    }
    use.readme().ifPresent(this::readme);
    if (purpose.isEmpty() && use.pipeline().isEmpty() && use.readme().isEmpty()) {
      to.element("p", "Nobody has written down what it is for.", "class", "none");
    }
    to.close("section");
  }

  private void readme(Readme readme) {
    Prose.write(to, readme.text());
    to.element(
        "p",
        "From " + readme.source() + ", SHA-256 " + readme.digest().substring(0, DIGITS) + "….",
        "class",
        "none");
  }

  private void importance() {
    if (card.importance().isEmpty()) {
      return;
    }
    begin("Importance", "importance", 1, List.of("feature", "mean absolute SHAP", ""));
    double most = card.importance().getFirst().meanAbsoluteShap();
    for (Importance each : card.importance()) {
      double width = most > 0 ? BAR * each.meanAbsoluteShap() / most : 0;
      to.open("tr").element("th", clipped(each.feature()), "scope", "row");
      to.element("td", Figures.number(each.meanAbsoluteShap()), "class", "figure").open("td");
      to.open(
          "svg",
          "class",
          "imp",
          "viewBox",
          "0 0 " + BAR + " 10",
          "preserveAspectRatio",
          "none",
          "aria-hidden",
          "true");
      to.open("path", "class", "a", "d", "M0 0H" + Markup.at(width) + "V10H0z").close("path");
      to.close("svg").close("td").close("tr");
    }
    endTable();
    to.element(
        "p",
        "How far each feature moves the model's margin, on average over rows: its weight in the"
            + " model, not a cause in the world.",
        "class",
        "none");
    to.close("section");
  }

  private void data() {
    var data = card.data();
    begin(
        "Training data",
        "data",
        4,
        List.of(
            "feature", "type", "used", "range or most frequent", "missing", "different", "mean"));
    data.training().forEach(this::feature);
    endTable();
    String rows =
        data.rows().entrySet().stream()
            .map(split -> split.getKey() + " " + Figures.count(split.getValue()) + " rows")
            .collect(Collectors.joining(", "));
    to.element(
        "p",
        rows
            + data.spans().map(spans -> "; spans: " + spans).orElse("")
            + data.rejected()
                .map(count -> "; rows that could not be read: " + Figures.count(count))
                .orElse("")
            + ". The table is of the rows it learnt from. Outside of these ranges it has seen"
            + " nothing, and what it says there is a guess.",
        "class",
        "none");
    to.open("details").element("summary", "Schema").open("pre").open("code");
    lines(to, data.schema().lines().toList());
    to.close("code").close("pre").close("details").close("section");
  }

  private void feature(Feature feature) {
    String used =
        feature.name().equals(card.subject().label())
            ? "label"
            : card.subject().inputs().containsKey(feature.name()) ? "input" : "no";
    to.open("tr").element("th", clipped(feature.name()), "scope", "row");
    to.element("td", feature.type()).element("td", used);
    to.element("td", clipped(feature.values()), "class", "text");
    to.element("td", Figures.percent(feature.missingShare()), "class", "figure");
    to.element(
        "td",
        (feature.distinctIsEstimate() ? "about " : "") + Figures.count(feature.distinct()),
        "class",
        "figure");
    to.element("td", feature.mean(), "class", "figure").close("tr");
  }

  private void begin(String title, String id, int words, List<String> headings) {
    to.open("section").element("h2", title);
    table(to, id, words, headings);
  }

  private void endTable() {
    endTable(to);
  }

  /**
   * Starts a table.
   *
   * @param words how many headings, from the first, are over words; the others are over figures
   */
  static void table(Markup to, String id, int words, List<String> headings) {
    to.open("div", "class", "wide").open("table", "class", "plain", "id", id);
    to.open("thead").open("tr");
    for (int column = 0; column < headings.size(); column++) {
      to.element("th", headings.get(column), "class", column < words ? "words" : "figure");
    }
    to.close("tr").close("thead").open("tbody");
  }

  static void endTable(Markup to) {
    to.close("tbody").close("table").close("div");
  }

  /** Lines as they are, in something that keeps their ends. */
  static void lines(Markup to, List<String> lines) {
    lines.forEach(line -> to.text(line).own("\n"));
  }

  static String clipped(String text) {
    return Figures.clipped(text, LONGEST);
  }
}
