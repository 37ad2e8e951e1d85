package dev.millrace.data.page;

import java.util.function.Consumer;

/**
 * A page as one HTML file that asks nothing of any server: its style, script and pictures are
 * inside, and its policy lets no others in, so that a name from the data can do nothing but be
 * read.
 *
 * @param style beside that of all pages
 * @param script run when the page is there
 */
public record SelfContained(String title, String style, String script) {

  private static final String STYLE = StatisticsPage.resource("page.css");

  /**
   * The file.
   *
   * @param main writes what is below the title
   */
  public String of(Consumer<Markup> main) {
    String styles = STYLE + style;
    String policy =
        "default-src 'none'; style-src '"
            + StatisticsPage.hash(styles)
            + "'; script-src '"
            + StatisticsPage.hash(script)
            + "'; base-uri 'none'; form-action 'none'";
    Markup to = new Markup().own("<!doctype html>\n").open("html", "lang", "en").open("head");
    to.open("meta", "charset", "utf-8");
    to.open("meta", "http-equiv", "Content-Security-Policy", "content", policy);
    to.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    to.open("meta", "name", "color-scheme", "content", "light dark");
    to.element("title", title).open("style").own(styles).close("style").close("head");
    to.open("body").open("header").element("h1", title).close("header").open("main");
    main.accept(to);
    to.close("main").open("script").own(script).close("script").close("body").close("html");
    return to + "\n";
  }
}
