package dev.millrace.data.page;

import java.util.List;

/** Lines over two axes, as a figure of a page. */
public final class Plot {

  private static final int WIDTH = 320;
  private static final int HEIGHT = 250;
  private static final int LEFT = 50;
  private static final int BOTTOM = 34;
  private static final int TOP = 8;
  private static final int RIGHT = 8;

  private final Markup to;
  private final Range across;
  private final Range up;

  /** What an axis shows. */
  public record Range(double low, double high, String title) {

    public static Range share(String title) {
      return new Range(0, 1, title);
    }

    double place(double value) {
      return high == low ? 0.5 : Math.clamp((value - low) / (high - low), 0, 1);
    }
  }

  /** A place in the plot. */
  public record Point(double across, double up) {}

  private Plot(Markup to, Range across, Range up) {
    this.to = to;
    this.across = across;
    this.up = up;
  }

  /** Starts a figure; {@link #end} closes it. */
  public static Plot begin(Markup to, String title, Range across, Range up) {
    to.open("figure").element("figcaption", title);
    to.open(
        "svg",
        "class",
        "plot",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "role",
        "img",
        "aria-label",
        title + ": " + up.title() + " by " + across.title());
    Plot plot = new Plot(to, across, up);
    plot.axes();
    return plot;
  }

  /** Closes the figure. */
  public void end() {
    end("");
  }

  /**
   * Closes the figure.
   *
   * @param note to stand below it; none if empty
   */
  public void end(String note) {
    to.close("svg");
    if (!note.isEmpty()) {
      to.element("p", note, "class", "none");
    }
    to.close("figure");
  }

  private void axes() {
    StringBuilder grid = new StringBuilder();
    for (int line = 0; line <= 4; line++) {
      double share = line / 4.0;
      double x = x(across.low() + share * (across.high() - across.low()));
      double y = y(up.low() + share * (up.high() - up.low()));
      grid.append("M" + Markup.at(x) + " " + TOP + "V" + (HEIGHT - BOTTOM));
      grid.append("M" + LEFT + " " + Markup.at(y) + "H" + (WIDTH - RIGHT));
    }
    to.open("path", "class", "grid", "d", grid.toString()).close("path");
    for (int line = 0; line <= 4; line += 2) {
      double share = line / 4.0;
      double acrossAt = across.low() + share * (across.high() - across.low());
      double upAt = up.low() + share * (up.high() - up.low());
      String anchor = line == 0 ? "s" : line == 4 ? "e" : "c";
      text(Figures.number(acrossAt), anchor, x(acrossAt), HEIGHT - BOTTOM + 14);
      text(Figures.number(upAt), "e", LEFT - 5, y(upAt) + 4);
    }
    text(across.title(), "c", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 4);
  }

  private void text(String text, String anchor, double x, double y) {
    to.element("text", text, "class", anchor, "x", Markup.at(x), "y", Markup.at(y));
  }

  private double x(double value) {
    return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
  }

  /**
   * A line through points; those that are not defined are left out.
   *
   * @param colour a class of the page's style
   */
  public Plot line(String colour, List<Point> points) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      if (Double.isFinite(point.across()) && Double.isFinite(point.up())) {
        path.append(path.isEmpty() ? "M" : "L");
        path.append(Markup.at(x(point.across()))).append(' ').append(Markup.at(y(point.up())));
      }
    }
    if (!path.isEmpty()) {
      to.open("path", "class", "l " + colour, "d", path.toString()).close("path");
    }
    return this;
  }

  /** A dot at each point that is defined. */
  public Plot dots(String colour, List<Point> points) {
    for (Point point : points) {
      if (Double.isFinite(point.across()) && Double.isFinite(point.up())) {
        to.open(
                "circle",
                "class",
                colour,
                "r",
                "3",
                "cx",
                Markup.at(x(point.across())),
                "cy",
                Markup.at(y(point.up())))
            .close("circle");
      }
    }
    return this;
  }

  /** Bars of equal width over the whole axis, drawn as an outline that is filled. */
  public Plot bars(String colour, double[] heights) {
    StringBuilder path = new StringBuilder("M" + LEFT + " " + (HEIGHT - BOTTOM));
    double width = (across.high() - across.low()) / heights.length;
    for (int bar = 0; bar < heights.length; bar++) {
      path.append('V').append(Markup.at(y(heights[bar])));
      path.append('H').append(Markup.at(x(across.low() + (bar + 1) * width)));
    }
    path.append('V').append(HEIGHT - BOTTOM);
    to.open("path", "class", "f " + colour, "d", path.toString()).close("path");
    return this;
  }
}
