package dev.millrace.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.StepOrder;
import dev.millrace.core.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whatever is done to a pipeline file, reading it gives problems with their places and remedies, or
 * a sound pipeline; never another exception, and never does it take long. More mutants are tried
 * with {@code -Dmillrace.mutants=1000000}, others with {@code -Dmillrace.seed=2}.
 */
class MutationTest {

  private static final int MUTANTS = Integer.getInteger("millrace.mutants", 2_000);
  private static final long SEED = Long.getLong("millrace.seed", 20_010_101);

  @Test
  void read_anyMutantOfFlights_givesProblemsOrASoundPipeline() {
    tryMutants(Flights.YAML, Flights::read, MUTANTS * 7 / 10);
  }

  @Test
  void read_anyMutantOfEverything_givesProblemsOrASoundPipeline() {
    tryMutants(Everything.YAML, Everything::read, MUTANTS * 3 / 10);
  }

  private static void tryMutants(String yaml, Function<byte[], Outcome> read, int count) {
    Mutations mutations = new Mutations(new Random(SEED), yaml);
    int sound = 0;
    for (int trial = 0; trial < count; trial++) {
      byte[] mutant = mutations.next();
      Outcome outcome = outcome(read, mutant);
      assertThat(outcome.spec().isPresent())
          .as(() -> context(mutant))
          .isEqualTo(outcome.problems().isEmpty());
      if (outcome.spec().isPresent()) {
        assertSound(outcome.spec().get(), () -> context(mutant));
        sound++;
      }
      outcome
          .problems()
          .forEach(
              problem -> {
                Supplier<String> what = () -> problem + "\n" + context(mutant);
                assertThat(problem.where()).as(what).isPresent();
                assertThat(problem.message()).as(what).isNotBlank();
                assertThat(problem.remedy()).as(what).isNotBlank();
              });
    }
    // Both outcomes must be met, or the mutations are too mild or too wild to say anything.
    assertThat(sound).as("-Dmillrace.seed=" + SEED).isBetween(count / 20, count * 19 / 20);
  }

  private static Outcome outcome(Function<byte[], Outcome> read, byte[] mutant) {
    try {
      return read.apply(mutant);
    } catch (RuntimeException | StackOverflowError e) {
      throw new AssertionError("reading failed, " + context(mutant), e);
    }
  }

  private static String context(byte[] mutant) {
    return "-Dmillrace.seed=%d:\n%s".formatted(SEED, new String(mutant, StandardCharsets.UTF_8));
  }

  private static void assertSound(PipelineSpec spec, Supplier<String> what) {
    assertThat(StepOrder.of(spec).order()).as(what).hasSameSizeAs(spec.steps().keySet());
    assertThat(StepOrder.ofExit(spec).order()).as(what).hasSameSizeAs(spec.onExit().keySet());
    assertThat(PipelineSpec.fromJson(Json.parse(Json.canonical(spec.toJson()))))
        .as(what)
        .isEqualTo(spec);
  }
}
