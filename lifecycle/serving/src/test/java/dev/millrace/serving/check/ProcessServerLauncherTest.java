package dev.millrace.serving.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessServerLauncherTest {

  @Test
  void aheadOfTime_usedHere_isTakenOverWithoutAWord() {
    assertThat(
            ProcessServerLauncher.aheadOfTime(
                List.of("-Xmx1g", "-XX:AOTCache=of/a run.aot", "-Xlog:gc")))
        .containsExactly("-XX:AOTCache=of/a run.aot", "-Xlog:aot*=off", "-Xlog:cds*=off");
  }

  @Test
  void aheadOfTime_givenTwice_isTheLastAsJavaTakesIt() {
    assertThat(
            ProcessServerLauncher.aheadOfTime(
                List.of("-XX:AOTCache=start.aot", "-XX:AOTCache=run.aot")))
        .startsWith("-XX:AOTCache=run.aot");
  }

  @Test
  void aheadOfTime_writtenHereOrNone_isNone() {
    assertThat(
            ProcessServerLauncher.aheadOfTime(List.of("-Xmx1g", "-XX:AOTCacheOutput=written.aot")))
        .isEmpty();
  }
}
