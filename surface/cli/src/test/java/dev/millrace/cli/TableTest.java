package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void lines_textAndFigures_alignsFiguresToTheRight() {
    Table table =
        new Table("NAME", "ROWS", "SHARE").row("a", "1,000", "9.5 %").row("longer", "7", "–");
    assertThat(table.lines())
        .containsExactly("NAME     ROWS  SHARE", "a       1,000  9.5 %", "longer      7      –");
  }
}
