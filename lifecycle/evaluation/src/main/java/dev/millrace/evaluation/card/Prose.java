package dev.millrace.evaluation.card;

import dev.millrace.data.page.Markup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The common part of Markdown: headings, paragraphs, lists, code, strong words, links to the web.
 * Everything else, HTML with it, is text and shown as it is written.
 */
final class Prose {

  private static final Pattern HEADING = Pattern.compile("#{1,6} +(.*?) *#*");
  private static final Pattern ITEM = Pattern.compile(" {0,3}(?:[-*+]|\\d{1,9}[.)]) +(.*)");
  private static final Pattern CODE = Pattern.compile(" {4}(.*)");
  private static final Pattern INLINE =
      Pattern.compile(
          "`(?<code>[^`]+)`|\\*\\*(?<strong>[^*]+)\\*\\*"
              + "|\\[(?<words>[^\\]\\[]*)]\\((?<link>[^()\\s]*)\\)"
              + "|\\[(?<label>[^\\]\\[]+)]\\[[^\\]\\[]*]");
  private static final Pattern WEB = Pattern.compile("https?://[^\\s\"'<>]+");

  private final Markup to;
  private final List<String> paragraph = new ArrayList<>();
  private boolean inList;

  private Prose(Markup to) {
    this.to = to;
  }

  static void write(Markup to, String text) {
    new Prose(to).lines(text.lines().toList());
  }

  private void lines(List<String> lines) {
    int at = 0;
    while (at < lines.size()) {
      at = lines.get(at).startsWith("```") ? fenced(lines, at + 1) : line(lines, at);
    }
    endBlock();
  }

  /** Up to the end of the fence or of the text; where to go on. */
  private int fenced(List<String> lines, int from) {
    endBlock();
    int end = from;
    while (end < lines.size() && !lines.get(end).startsWith("```")) {
      end++;
    }
    code(lines.subList(from, end));
    return end + 1;
  }

  /** One line, or several of indented code; where to go on. */
  private int line(List<String> lines, int at) {
    String line = lines.get(at);
    Matcher heading = HEADING.matcher(line);
    Matcher item = ITEM.matcher(line);
    if (line.isBlank()) {
      endBlock();
    } else if (heading.matches()) {
      endBlock();
      to.open("h3");
      inline(heading.group(1));
      to.close("h3");
    } else if (item.matches()) {
      endParagraph();
      if (!inList) {
        to.open("ul");
        inList = true;
      }
      paragraph.add(item.group(1));
    } else if (paragraph.isEmpty() && CODE.matcher(line).matches()) {
      return indented(lines, at);
    } else {
      paragraph.add(line.strip());
    }
    return at + 1;
  }

  private int indented(List<String> lines, int from) {
    int end = from;
    while (end < lines.size() && CODE.matcher(lines.get(end)).matches()) {
      end++;
    }
    endBlock();
    code(lines.subList(from, end).stream().map(line -> line.substring(4)).toList());
    return end;
  }

  private void code(List<String> lines) {
    to.open("pre").open("code");
    CardPage.lines(to, lines);
    to.close("code").close("pre");
  }

  private void endBlock() {
    endParagraph();
    if (inList) {
      to.close("ul");
      inList = false;
    }
  }

  private void endParagraph() {
    if (paragraph.isEmpty()) {
      return;
    }
    String tag = inList ? "li" : "p";
    to.open(tag);
    inline(String.join(" ", paragraph));
    to.close(tag);
    paragraph.clear();
  }

  private void inline(String text) {
    Matcher found = INLINE.matcher(text);
    int at = 0;
    while (found.find()) {
      to.text(text.substring(at, found.start()));
      if (found.group("code") != null) {
        to.element("code", found.group("code"));
      } else if (found.group("strong") != null) {
        to.element("strong", found.group("strong"));
      } else if (found.group("label") != null) {
        to.text(found.group("label"));
      } else {
        link(found.group("words"), found.group("link"));
      }
      at = found.end();
    }
    to.text(text.substring(at));
  }

  /** Where a link would lead to anything but the web, its words alone are shown. */
  private void link(String words, String link) {
    if (WEB.matcher(link).matches()) {
      to.element("a", words, "href", link, "rel", "noopener noreferrer");
    } else {
      to.text(words);
    }
  }
}
