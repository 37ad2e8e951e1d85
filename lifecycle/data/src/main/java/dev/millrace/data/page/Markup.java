package dev.millrace.data.page;

import java.util.Locale;

/** HTML under construction. Whatever is not a tag or the name of an attribute is escaped. */
public final class Markup {

  private final StringBuilder html = new StringBuilder();

  /**
   * @param attributes names and values by turns
   */
  public Markup open(String tag, String... attributes) {
    html.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      html.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      html.append('"');
    }
    html.append('>');
    return this;
  }

  public Markup close(String tag) {
    html.append("</").append(tag).append(">");
    if (tag.matches("tr|tbody|section|h2|p|div|header|svg|li")) {
      html.append('\n');
    }
    return this;
  }

  public Markup text(String text) {
    escape(text);
    return this;
  }

  /** A name of words, whose line may end after each underscore. */
  public Markup name(String words) {
    String[] parts = words.split("(?<=_)", -1);
    for (int part = 0; part < parts.length; part++) {
      text(parts[part]);
      if (part + 1 < parts.length) {
        own("<wbr>");
      }
    }
    return this;
  }

  /** An element with nothing but a text in it. */
  public Markup element(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close(tag);
  }

  /** What is HTML already: only ever our own files. */
  public Markup own(String trusted) {
    html.append(trusted);
    return this;
  }

  /** A coordinate, to a tenth. */
  public static String at(double coordinate) {
    String text = String.format(Locale.ROOT, "%.1f", coordinate);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private void escape(String text) {
    String shown = Figures.shown(text);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return html.toString();
  }
}
