package dev.millrace.data.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.data.Counts;
import dev.millrace.data.statistics.DatasetStatistics;
import java.io.IOException;
import java.util.List;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlCheckBoxInput;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page's script and style, run by an implementation of a browser in Java. */
class PageScriptTest {

  private static final String HOSTILE = "<b onclick='x'>\"Ω\" \0 </script>";

  private final WebClient browser = new WebClient(BrowserVersion.CHROME);

  @AfterEach
  void close() {
    browser.close();
  }

  /** Distances 0, 1, 0.5 and thereabouts; a third, none, two thirds and none are missing. */
  private static DatasetStatistics one() {
    return new Counts()
        .strings("same", "a", "b", null)
        .integers("apart", 1, 1, 1)
        .strings(HOSTILE, "x", null, null)
        .numbers("x", 1, 2, Double.NaN)
        .build();
  }

  private static DatasetStatistics other() {
    return new Counts()
        .strings("same", "a", "b", null)
        .integers("apart", 9, 9, 9)
        .strings(HOSTILE, "x", "y", null)
        .numbers("x", 1, 2, 2)
        .build();
  }

  private HtmlPage open() throws IOException {
    return browser.loadHtmlCodeIntoCurrentWindow(
        StatisticsPage.of(new DataSet("one", one()), new DataSet("other", other())));
  }

  private static List<String> shown(HtmlPage page) {
    return page.querySelectorAll("#features tbody").stream()
        .map(DomElement.class::cast)
        .filter(row -> !row.hasAttribute("hidden"))
        .map(row -> row.getElementsByTagName("th").getFirst().getAttribute("data-feature"))
        .toList();
  }

  private static void heading(HtmlPage page, String key) throws IOException {
    button(page, key).click();
  }

  private static String sorted(HtmlPage page, String key) {
    return ((DomElement) button(page, key).getParentNode()).getAttribute("aria-sort");
  }

  private static DomElement button(HtmlPage page, String key) {
    return page.querySelector("thead button[data-key=" + key + "]");
  }

  private static final String SHOWN_HOSTILE = Figures.shown(HOSTILE);

  @Test
  void open_twoSets_showsAllInTheOrderOfTheColumns() throws Exception {
    HtmlPage page = open();

    assertThat(shown(page)).containsExactly("same", "apart", SHOWN_HOSTILE, "x");
    assertThat(page.getElementById("nothing").hasAttribute("hidden")).isTrue();
  }

  @Test
  void heading_missingClickedTwice_sortsFromMostAndThenFromLeast() throws Exception {
    HtmlPage page = open();

    heading(page, "missing");
    assertThat(shown(page)).containsExactly(SHOWN_HOSTILE, "same", "apart", "x");
    assertThat(sorted(page, "missing")).isEqualTo("descending");

    heading(page, "missing");
    assertThat(shown(page)).containsExactly("apart", "x", "same", SHOWN_HOSTILE);
    assertThat(sorted(page, "missing")).isEqualTo("ascending");
    assertThat(sorted(page, "distance")).isEqualTo("none");
  }

  @Test
  void select_distance_sortsFromFarthest() throws Exception {
    HtmlPage page = open();

    ((HtmlSelect) page.getElementById("sort")).setSelectedAttribute("distance", true);
    assertThat(shown(page)).startsWith("apart").endsWith("same");

    ((HtmlSelect) page.getElementById("sort")).setSelectedAttribute("column", true);
    assertThat(shown(page)).containsExactly("same", "apart", SHOWN_HOSTILE, "x");
  }

  /** What has no mean comes last whichever way it is sorted. */
  @Test
  void heading_figureThatSomeLack_putsThoseLast() throws Exception {
    HtmlPage page = open();

    heading(page, "mean");
    assertThat(shown(page)).containsExactly("x", "apart", "same", SHOWN_HOSTILE);
    heading(page, "mean");
    assertThat(shown(page)).containsExactly("apart", "x", "same", SHOWN_HOSTILE);
  }

  @Test
  void heading_feature_sortsByName() throws Exception {
    HtmlPage page = open();

    heading(page, "feature");
    assertThat(shown(page)).containsExactly(SHOWN_HOSTILE, "apart", "same", "x");
  }

  @Test
  void find_partOfAName_hidesTheOthers() throws Exception {
    HtmlPage page = open();
    HtmlInput find = (HtmlInput) page.getElementById("find");

    find.type(" APA");
    assertThat(shown(page)).containsExactly("apart");

    find.type("?");
    assertThat(shown(page)).isEmpty();
    assertThat(page.getElementById("nothing").hasAttribute("hidden")).isFalse();

    find.reset();
    find.type("onclick='x'>\"Ω");
    assertThat(shown(page)).containsExactly(SHOWN_HOSTILE);
  }

  @Test
  void typeAndMarked_together_hideTheOthers() throws Exception {
    HtmlPage page = open();

    ((HtmlSelect) page.getElementById("type")).setSelectedAttribute("string", true);
    assertThat(shown(page)).containsExactly("same", SHOWN_HOSTILE);

    ((HtmlCheckBoxInput) page.getElementById("marked")).click();
    assertThat(shown(page)).containsExactly(SHOWN_HOSTILE);
  }

  @Test
  void quantiles_checked_showsTenthsInsteadOfWidths() throws Exception {
    HtmlPage page = open();
    assertThat(display(page, "widths") + " " + display(page, "tenths")).isEqualTo("block none");

    ((HtmlCheckBoxInput) page.getElementById("quantiles")).click();

    assertThat(display(page, "widths") + " " + display(page, "tenths")).isEqualTo("none block");
  }

  /** Of the style as it is in force. */
  private static Object display(HtmlPage page, String kind) {
    return page.executeJavaScript(
            "getComputedStyle(document.querySelector('svg." + kind + "')).display")
        .getJavaScriptResult();
  }
}
