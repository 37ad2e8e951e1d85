package dev.millrace.data.page;

import dev.millrace.data.statistics.DatasetStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Statistics as one HTML file that asks nothing of any server: its style, script and pictures are
 * inside, and its policy lets no others in, so that a name from the data can do nothing but be
 * read. Equal statistics give equal bytes.
 */
public final class StatisticsPage {

  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  private static final String POLICY =
      "default-src 'none'; style-src '"
          + hash(STYLE)
          + "'; script-src '"
          + hash(SCRIPT)
          + "'; base-uri 'none'; form-action 'none'";

  private StatisticsPage() {}

  /** The page of one set. */
  public static String of(DataSet set) {
    return of(List.of(set));
  }

  /** The page of two sets, one over the other. */
  public static String of(DataSet set, DataSet against) {
    return of(List.of(set, against));
  }

  private static String of(List<DataSet> sets) {
    List<FeatureRow> rows = FeatureRow.of(sets);
    Markup to = new Markup().own("<!doctype html>\n").open("html", "lang", "en");
    head(to, sets);
    to.open("body").open("header").element("h1", title(sets)).close("header").open("main");
    new Summary(to).write(sets, rows);
    tools(to, sets, rows);
    new FeatureTable(to, sets).write(rows);
    for (int set = 0; set < sets.size(); set++) {
      more(to, sets.get(set), Drawing.COLOURS.get(set));
    }
    to.close("main").open("script").own(SCRIPT).close("script").close("body").close("html");
    return to + "\n";
  }

  private static void head(Markup to, List<DataSet> sets) {
    to.open("head").open("meta", "charset", "utf-8");
    to.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    to.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    to.open("meta", "name", "color-scheme", "content", "light dark");
    to.element("title", title(sets)).open("style").own(STYLE).close("style").close("head");
  }

  private static String title(List<DataSet> sets) {
    return "Statistics of " + String.join(" against ", sets.stream().map(DataSet::name).toList());
  }

  private static void tools(Markup to, List<DataSet> sets, List<FeatureRow> rows) {
    to.open("div", "class", "tools", "role", "search");
    to.open("label").text("find ");
    to.open("input", "type", "search", "id", "find", "autocomplete", "off").close("label");
    to.open("label").text("type ").open("select", "id", "type").element("option", "all");
    new TreeSet<>(rows.stream().map(FeatureRow::types).toList())
        .forEach(type -> to.element("option", type));
    to.close("select").close("label");
    to.open("label").text("sort by ").open("select", "id", "sort");
    List<String> orders = new ArrayList<>(List.of("column", "feature"));
    if (sets.size() == 2) {
      orders.add("distance");
    }
    orders.addAll(List.of("missing", "distinct", "zeros", "mean", "std", "min", "median", "max"));
    orders.forEach(order -> to.element("option", order));
    to.close("select").close("label");
    to.open("label").open("input", "type", "checkbox", "id", "marked").text(" only marked");
    to.close("label");
    to.open("label").open("input", "type", "checkbox", "id", "quantiles");
    to.text(" numbers as boxes of a tenth each").close("label").close("div");
  }

  private static void more(Markup to, DataSet set, String colour) {
    DatasetStatistics statistics = set.statistics();
    statistics
        .pairs()
        .filter(pairs -> !pairs.statistics().isEmpty())
        .ifPresent(pairs -> new Correlations(to).write(set, pairs, colour));
    statistics.label().ifPresent(label -> new LabelTable(to).write(set, label, colour));
    statistics
        .slices()
        .filter(slices -> !slices.isEmpty())
        .ifPresent(slices -> new SliceTable(to).write(set, slices, colour));
  }

  static String resource(String name) {
    try (InputStream file =
        Objects.requireNonNull(StatisticsPage.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
