package dev.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/registry.md tells to type is done, in its order, and says what the page shows. */
class RegistryPageInDocsTest {

  private static final Pattern BLOCK = Pattern.compile("```(sh|text)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @TempDir private Path directory;

  @Test
  void page_commandByCommand_works() throws IOException {
    Parcels parcels = Parcels.in(directory);
    parcels.run("2026-02-01");
    parcels.run("2026-03-01", "--set", "trees=8");
    List<MatchResult> blocks =
        BLOCK.matcher(Files.readString(Path.of("../../docs/registry.md"))).results().toList();
    assertThat(blocks).hasSize(10);
    String last = "";
    for (MatchResult block : blocks) {
      if (block.group(1).equals("text")) {
        assertThat(last).endsWith(block.group(2));
      } else {
        for (String line : block.group(2).lines().toList()) {
          last = parcels.expect(0, words(line)).out();
        }
      }
    }
  }

  private static String[] words(String line) {
    assertThat(line).startsWith("millrace ");
    return WORD.matcher(line.substring("millrace ".length()))
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toArray(String[]::new);
  }
}
