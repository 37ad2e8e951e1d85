package dev.millrace.cli;

import dev.millrace.core.api.RunReport.Page;
import java.nio.file.Path;
import java.util.List;

/** The pages that a run has made, to be opened in a browser. */
final class PageLines {

  private final Console console;

  PageLines(Console console) {
    this.console = console;
  }

  void print(List<Page> pages) {
    if (pages.isEmpty()) {
      return;
    }
    Table table = new Table("PAGE OF", "IN A BROWSER");
    pages.forEach(page -> table.row(page.step(), shown(Path.of(page.path()))));
    table.lines().forEach(console::print);
  }

  /** As one would type it here: without what is before the working directory. */
  private String shown(Path path) {
    Path here = console.workingDirectory().toAbsolutePath().normalize();
    return path.startsWith(here) ? here.relativize(path).toString() : path.toString();
  }
}
