package dev.millrace.data.page;

import dev.millrace.data.statistics.FeatureStatistics;
import dev.millrace.data.validation.AnomaliesFile;
import dev.millrace.data.validation.Anomaly;
import dev.millrace.data.validation.Anomaly.Severity;
import dev.millrace.data.validation.Compared;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What validation found as one HTML file that asks nothing of any server: each feature that is not
 * as it should be with its distribution, beside that of the rows it was compared with, and every
 * distance. Equal findings give equal bytes.
 */
public final class AnomaliesPage {

  private static final String STYLE =
      StatisticsPage.resource("page.css") + StatisticsPage.resource("anomalies.css");

  private static final String POLICY =
      "default-src 'none'; style-src '"
          + StatisticsPage.hash(STYLE)
          + "'; base-uri 'none'; form-action 'none'";

  private final Markup to = new Markup();
  private final List<DataSet> sets;
  private final List<DataSet> against;

  private AnomaliesPage(List<DataSet> sets, List<DataSet> against) {
    this.sets = List.copyOf(sets);
    this.against = List.copyOf(against);
  }

  /**
   * The page of what was found.
   *
   * @param sets that were looked at, by the names that the findings have for them
   * @param against what they were compared with, if anything
   */
  public static String of(List<DataSet> sets, List<DataSet> against, AnomaliesFile found) {
    AnomaliesPage page = new AnomaliesPage(sets, against);
    page.write(found);
    return page.to + "\n";
  }

  private void write(AnomaliesFile found) {
    String title = "Anomalies of " + String.join(", ", sets.stream().map(DataSet::name).toList());
    to.own("<!doctype html>\n").open("html", "lang", "en").open("head");
    to.open("meta", "charset", "utf-8");
    to.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    to.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    to.open("meta", "name", "color-scheme", "content", "light dark");
    to.element("title", title).open("style").own(STYLE).close("style").close("head");
    to.open("body").open("header").element("h1", title).close("header").open("main");
    summary(found);
    anomalies(found);
    distances(found.comparisons());
    to.close("main").close("body").close("html");
  }

  private void summary(AnomaliesFile found) {
    to.open("div", "class", "sets");
    sets.forEach(set -> set(set, "a"));
    against.forEach(set -> set(set, "b"));
    to.close("div");
    int errors = found.of(Severity.ERROR).size();
    int warnings = found.of(Severity.WARNING).size();
    String verdict = errors == 0 ? "Nothing would stop a pipeline." : "A pipeline would stop here.";
    to.element(
        "p",
        count(errors, "error") + ", " + count(warnings, "warning") + ". " + verdict,
        "class",
        errors == 0 ? "verdict" : "verdict bad");
  }

  private static String count(int count, String what) {
    return Figures.count(count) + " " + what + (count == 1 ? "" : "s");
  }

  private void set(DataSet set, String colour) {
    to.open("div", "class", "set " + colour + "s").element("h2", set.name()).open("dl");
    term("rows", Figures.count(set.statistics().rows()));
    term("features", Figures.count(set.statistics().features().size()));
    to.close("dl").close("div");
  }

  private void term(String name, String text) {
    to.open("div").element("dt", name).element("dd", text).close("div");
  }

  /** One card a feature of a set, in the order of the findings. */
  private void anomalies(AnomaliesFile found) {
    SequencedMap<List<String>, List<Anomaly>> cards = new LinkedHashMap<>();
    for (Anomaly anomaly : found.anomalies()) {
      cards
          .computeIfAbsent(List.of(anomaly.split(), anomaly.path()), _ -> new ArrayList<>())
          .add(anomaly);
    }
    cards.values().forEach(this::card);
  }

  private void card(List<Anomaly> anomalies) {
    Anomaly first = anomalies.getFirst();
    boolean whole = first.path().isEmpty();
    to.open("section", "class", "card");
    to.element("h2", whole ? "all columns" : Figures.clipped(first.path(), 200));
    to.element("p", first.split(), "class", "type");
    to.open("div", "class", "found").open("div", "class", "what");
    anomalies.forEach(this::anomaly);
    to.close("div");
    List<Optional<FeatureStatistics>> drawn = statistics(first.split(), first.path());
    if (drawn.stream().anyMatch(Optional::isPresent)) {
      to.open("div", "class", "drawn");
      draw(drawn);
      to.close("div");
    }
    to.close("div").close("section");
  }

  private void anomaly(Anomaly anomaly) {
    boolean error = anomaly.severity() == Severity.ERROR;
    to.open("div", "class", "one");
    to.element("span", error ? "error" : "warning", "class", error ? "mark" : "mark note");
    to.element("span", anomaly.type().name(), "class", "kind");
    to.element("p", Figures.clipped(anomaly.reason(), 400));
    to.open("dl");
    if (anomaly.rows() > 0) {
      term("rows", Figures.count(anomaly.rows()));
    }
    anomaly.example().ifPresent(value -> term("such as", Figures.clipped(value, 200)));
    term("to do", anomaly.remedy());
    anomaly.proposal().ifPresent(text -> term("or in the schema", Figures.clipped(text, 400)));
    to.close("dl").close("div");
  }

  /** The feature in the set and in what it was compared with. */
  private List<Optional<FeatureStatistics>> statistics(String split, String path) {
    Optional<DataSet> other = against(split);
    List<Optional<FeatureStatistics>> both = new ArrayList<>();
    both.add(
        sets.stream()
            .filter(set -> set.name().equals(split))
            .findFirst()
            .flatMap(set -> feature(set, path)));
    other.ifPresent(set -> both.add(feature(set, path)));
    return both;
  }

  /** By its name; else that at the same place, or the only one. */
  private Optional<DataSet> against(String split) {
    int place = sets.stream().map(DataSet::name).toList().indexOf(split);
    boolean alike = against.size() == sets.size() && place >= 0;
    return against.stream()
        .filter(set -> set.name().equals(split))
        .findFirst()
        .or(() -> against.stream().skip(alike ? place : 0).findFirst());
  }

  private static Optional<FeatureStatistics> feature(DataSet set, String path) {
    return Optional.ofNullable(set.statistics().features().get(path));
  }

  private void draw(List<Optional<FeatureStatistics>> sets) {
    long kinds = sets.stream().flatMap(Optional::stream).map(Object::getClass).distinct().count();
    new Drawing(to).draw(kinds > 1 ? sets.subList(0, 1) : sets);
  }

  private void distances(List<Compared> comparisons) {
    if (comparisons.isEmpty()) {
      return;
    }
    to.open("section").element("h2", "Distances").open("div", "class", "wide");
    to.open("table", "class", "plain distances").open("thead").open("tr");
    for (String heading :
        List.of("feature", "distribution", "measure", "distance", "limit", "p-value", "")) {
      to.element("th", heading);
    }
    to.close("tr").close("thead").open("tbody");
    Map<String, List<Compared>> byFeature = new LinkedHashMap<>();
    comparisons.forEach(
        each ->
            byFeature
                .computeIfAbsent(each.split() + "\n" + each.path(), _ -> new ArrayList<>())
                .add(each));
    byFeature.values().forEach(this::measures);
    to.close("tbody").close("table").close("div");
    to.element(
        "p",
        "A feature has moved if a distance reaches its limit and chance alone hardly explains it:"
            + " p-values are of independent rows, and the false-discovery rate of all of them is"
            + " held to the level of the schema.",
        "class",
        "none");
    to.close("section");
  }

  private void measures(List<Compared> measures) {
    String rows = Integer.toString(measures.size());
    for (int i = 0; i < measures.size(); i++) {
      Compared each = measures.get(i);
      to.open("tr");
      if (i == 0) {
        to.open("th", "scope", "row", "rowspan", rows);
        to.element("span", Figures.clipped(each.path(), 200), "class", "name");
        to.element("span", each.kind() + ", " + each.split(), "class", "type").close("th");
        to.open("td", "class", "drawn", "rowspan", rows);
        draw(statistics(each.split(), each.path()));
        to.close("td");
      }
      to.element("td", each.measure().replace('_', ' '));
      to.element("td", Figures.divergence(each.effect()), "class", "figure");
      to.element("td", Figures.number(each.limit()), "class", "figure");
      to.element("td", pValue(each.pValue()), "class", "figure");
      to.open("td")
          .element("span", each.moved() ? "moved" : "", "class", each.moved() ? "mark" : "");
      to.close("td").close("tr");
    }
  }

  private static String pValue(double p) {
    return p < 1e-16 ? "< 1e-16" : String.format(Locale.ROOT, "%.2g", p);
  }
}
