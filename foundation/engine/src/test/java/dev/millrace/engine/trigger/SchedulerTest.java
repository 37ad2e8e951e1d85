package dev.millrace.engine.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.core.api.UpEvent;
import dev.millrace.core.component.Value;
import dev.millrace.core.error.UserError;
import dev.millrace.core.pipeline.CatchUp;
import dev.millrace.core.pipeline.Param;
import dev.millrace.core.pipeline.Pipeline;
import dev.millrace.core.pipeline.PipelineSpec;
import dev.millrace.core.pipeline.TriggerOptions;
import dev.millrace.core.pipeline.TriggerSpec.NewSpan;
import dev.millrace.core.pipeline.TriggerSpec.Schedule;
import dev.millrace.core.run.RunState;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Event;
import dev.millrace.store.MetadataStore.Run;
import dev.millrace.store.TriggerStore.Activation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the times of a schedule. */
class SchedulerTest {

  private static final String SIX = "2026-01-05T06:00:00Z";
  private static final TriggerOptions DEFAULT = TriggerOptions.NONE;

  @TempDir Path home;
  private final SetClock clock = new SetClock("2026-01-05T05:30:00Z");
  private final CountDownLatch working = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private Yard yard;

  @BeforeEach
  void open() {
    yard = Yard.open(home, clock, new Say(_ -> {}));
  }

  @AfterEach
  void close() {
    released.countDown();
    yard.close();
  }

  @Test
  void look_timeHasCome_runsOnceAsOfItAndSaysWhy() throws Exception {
    yard.activate(hourly(DEFAULT));
    try (Scheduler scheduler = yard.begin()) {
      assertThat(scheduler.look(clock.instant()).again()).contains(Instant.parse(SIX));

      yard.look(scheduler, "2026-01-05T06:00:07Z");
      Scheduler.Looked looked = yard.look(scheduler, "2026-01-05T06:00:09Z");

      assertThat(looked.acted()).isFalse();
      assertThat(looked.again()).contains(Instant.parse("2026-01-05T07:00:00Z"));
    }
    assertThat(yard.runs()).hasSize(1);
    Run run = yard.runs().getFirst();
    assertThat(run.state()).isEqualTo(RunState.SUCCEEDED);
    assertThat(run.asOf()).isEqualTo(SIX);
    assertThat(run.actor()).isEqualTo("ada");
    assertThat(run.trigger()).isEqualTo("schedule");
    assertThat(run.reason())
        .isEqualTo("the time of 0 * * * * has come: Mon 2026-01-05 07:00 Europe/Berlin");
    assertThat(run.tags())
        .containsEntry("environment", "local")
        .containsEntry("firing", "local/p/schedule/" + SIX);
    assertThat(yard.metadata.findRunByKey("local/p/schedule/" + SIX)).contains(run);
    assertThat(yard.heard)
        .extracting(event -> event.getClass().getSimpleName())
        .containsExactly("Fired", "RunBegan", "RunEnded");
  }

  @Test
  void look_beforeActivation_isNobodysBusiness() throws Exception {
    clock.set("2026-01-05T06:00:01Z");
    yard.activate(hourly(DEFAULT.catchUp(CatchUp.ALL)));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:59:59Z");
      assertThat(yard.runs()).isEmpty();
    }
  }

  @Test
  void look_nothingWasUp_catchesUpOnTheLatest() throws Exception {
    yard.activate(hourly(DEFAULT));
    clock.set("2026-01-05T09:20:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      yard.look(scheduler);
    }
    assertThat(yard.asOf()).containsExactly("2026-01-05T09:00:00Z");
    assertThat(yard.runs().getFirst().reason()).endsWith("; 3 were passed over before it");
  }

  @Test
  void look_nothingWasUp_catchesUpOnAllOldestFirst() throws Exception {
    yard.activate(hourly(DEFAULT.catchUp(CatchUp.ALL).atMost(9)));
    clock.set("2026-01-05T09:20:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
    }
    assertThat(yard.asOf())
        .containsExactly(
            SIX, "2026-01-05T07:00:00Z", "2026-01-05T08:00:00Z", "2026-01-05T09:00:00Z");
  }

  @Test
  void look_nothingWasUp_catchesUpOnNone() throws Exception {
    yard.activate(hourly(DEFAULT.catchUp(CatchUp.NONE)));
    clock.set("2026-01-05T09:20:00Z");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
      assertThat(yard.runs()).isEmpty();
      assertThat(yard.passed())
          .containsExactly("4 were passed over (catch_up: none): nothing was up");
      assertThat(yard.metadata.eventsOf("p"))
          .extracting(Event::kind)
          .containsExactly("trigger.activated", "trigger.passed");

      yard.look(scheduler, "2026-01-05T10:00:59Z");
      yard.look(scheduler, "2026-01-05T11:01:01Z");
    }
    assertThat(yard.asOf()).containsExactly("2026-01-05T10:00:00Z");
  }

  @Test
  void look_afterAYearWithoutAnybody_saysAboutHowMany() throws Exception {
    yard.activate(
        Yard.saying("p", new Schedule("* * * * *", "UTC", DEFAULT.catchUp(CatchUp.LATEST))));
    clock.advance(Duration.ofDays(365));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler);
    }
    assertThat(yard.runs())
        .singleElement()
        .satisfies(run -> assertThat(run.reason()).contains("more than 1,000 were passed over"));
  }

  @Test
  void look_withinTheCooldown_waitsForItsEnd() throws Exception {
    yard.activate(hourly(DEFAULT.cooldown(Duration.ofMinutes(150))));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:00:01Z");
      Scheduler.Looked looked = yard.look(scheduler, "2026-01-05T08:10:00Z");
      assertThat(looked.again()).contains(Instant.parse("2026-01-05T08:30:00Z"));
      assertThat(yard.runs()).hasSize(1);

      yard.look(scheduler, "2026-01-05T08:30:00Z");
      // Caught up on at half past: the cooldown counts from then.
      yard.look(scheduler, "2026-01-05T10:59:00Z");
      yard.look(scheduler, "2026-01-05T11:00:00Z");
    }
    assertThat(yard.asOf()).containsExactly(SIX, "2026-01-05T08:00:00Z", "2026-01-05T11:00:00Z");
  }

  @Test
  void look_cooldownOfTheScheduleItself_losesNothing() throws Exception {
    yard.activate(hourly(DEFAULT.cooldown(Duration.ofHours(1)).catchUp(CatchUp.NONE)));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:00:30Z");
      yard.look(scheduler, "2026-01-05T07:00:01Z");
    }
    assertThat(yard.asOf()).containsExactly(SIX, "2026-01-05T07:00:00Z");
  }

  @Test
  void look_asManyRunsGoOn_laterOnesWait() throws Exception {
    busy();
    yard.activate(hourly(DEFAULT.catchUp(CatchUp.ALL)));
    try (Scheduler scheduler = yard.begin()) {
      clock.set("2026-01-05T06:00:01Z");
      scheduler.look(clock.instant());
      working.await();
      clock.set("2026-01-05T08:00:01Z");
      assertThat(scheduler.look(clock.instant()).acted()).isFalse();
      assertThat(yard.runs()).hasSize(1);
      assertThat(standing()).isEqualTo("a run of it goes on (at_most: 1)");

      released.countDown();
      scheduler.awaitAll();
      yard.look(scheduler);
      yard.look(scheduler);
    }
    assertThat(yard.asOf()).containsExactly(SIX, "2026-01-05T07:00:00Z", "2026-01-05T08:00:00Z");
  }

  @Test
  void look_asManyRunsGoOn_noneIsCaughtUp() throws Exception {
    busy();
    yard.activate(hourly(DEFAULT.catchUp(CatchUp.NONE)));
    try (Scheduler scheduler = yard.begin()) {
      clock.set("2026-01-05T06:00:01Z");
      scheduler.look(clock.instant());
      working.await();
      clock.set("2026-01-05T07:00:01Z");
      scheduler.look(clock.instant());
      released.countDown();
      scheduler.awaitAll();
      yard.look(scheduler);
    }
    assertThat(yard.asOf()).containsExactly(SIX);
    assertThat(yard.passed())
        .containsExactly("one was passed over (catch_up: none): a run of it goes on (at_most: 1)");
  }

  @Test
  void look_noRoomForAnotherRun_startsItWhenThereIs() throws Exception {
    busy();
    yard.activate(hourly(DEFAULT));
    yard.activate(Yard.saying("q", new Schedule("0 * * * *", "UTC")));
    try (Scheduler scheduler = yard.begin(1)) {
      clock.set("2026-01-05T06:00:01Z");
      scheduler.look(clock.instant());
      working.await();
      assertThat(yard.runs()).extracting(Run::pipeline).containsExactly("p");

      released.countDown();
      scheduler.awaitAll();
      yard.look(scheduler);
    }
    assertThat(yard.runs()).extracting(Run::pipeline).containsExactly("p", "q");
  }

  @Test
  void look_triggersOfAnotherEnvironment_areLeftAlone() throws Exception {
    yard.activate(hourly(DEFAULT), "staging");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:00:01Z");
    }
    assertThat(yard.runs()).isEmpty();
  }

  @Test
  void look_deactivated_doesNothing() throws Exception {
    yard.activate(hourly(DEFAULT));
    new Activator(yard.setup).deactivate("local", "p", "ada");
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:00:01Z");
    }
    assertThat(yard.runs()).isEmpty();
    assertThatThrownBy(() -> new Activator(yard.setup).deactivate("local", "p", "ada"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("pipeline 'p' is not active in environment 'local'");
  }

  @Test
  void look_fileChangedAfterActivation_runsWhatWasActivated() throws Exception {
    yard.activate(hourly(DEFAULT));
    PipelineSpec changed = Yard.saying("p", new Schedule("30 * * * *", "UTC"));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:00:01Z");
      Activation again = yard.activate(changed);
      yard.look(scheduler, "2026-01-05T06:30:01Z");
      assertThat(again.specDigest()).isEqualTo(changed.digest());
    }
    assertThat(yard.asOf()).containsExactly(SIX, "2026-01-05T06:30:00Z");
    assertThat(yard.runs())
        .extracting(Run::specDigest)
        .containsExactly(hourly(DEFAULT).digest(), changed.digest());
  }

  @Test
  void begin_anotherHasTheWatch_isRefusedByName() {
    Scheduler first = yard.begin();
    assertThatThrownBy(yard::begin)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("process " + ProcessHandle.current().pid());
    first.close();
    yard.begin().close();
  }

  @Test
  void look_overtakenByAnother_firesNothing() throws Exception {
    yard.activate(hourly(DEFAULT));
    Scheduler paused = yard.begin();
    yard.setup
        .triggers()
        .breakWatch("local", yard.setup.triggers().watchman("local").orElseThrow());
    try (Scheduler second = yard.begin()) {
      clock.set("2026-01-05T06:00:01Z");
      assertThatThrownBy(() -> paused.look(clock.instant()))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another process has taken over the triggers");
      assertThat(yard.runs()).isEmpty();
      yard.look(second);
    }
    assertThat(yard.runs()).hasSize(1);
    paused.close();
  }

  @Test
  void close_runGoesOn_isLeftAndResumedByTheNext() throws Exception {
    busy();
    yard.activate(hourly(DEFAULT));
    Scheduler first = yard.begin();
    clock.set("2026-01-05T06:00:01Z");
    first.look(clock.instant());
    working.await();

    first.close();

    assertThat(yard.runs()).extracting(Run::state).containsExactly(RunState.RUNNING);
    assertThat(yard.heard(UpEvent.RunLeft.class)).hasSize(1);
    released.countDown();
    try (Scheduler second = yard.begin()) {
      yard.look(second);
    }
    assertThat(yard.runs()).extracting(Run::state).containsExactly(RunState.SUCCEEDED);
    assertThat(yard.heard(UpEvent.RunBegan.class))
        .extracting(UpEvent.RunBegan::resumed)
        .containsExactly(false, true);
  }

  @Test
  void look_oneTriggerCannotLook_isToldOnceAndOthersGoOn() throws Exception {
    yard.close();
    yard = Yard.open(home, clock, new Say(_ -> {}), new ReadSpans());
    yard.activate(reading());
    yard.activate(hourly(DEFAULT));
    yard.close();
    yard = Yard.open(home, clock, new Say(_ -> {}));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:00:01Z");
      yard.look(scheduler, "2026-01-05T07:00:01Z");
    }
    assertThat(yard.asOf()).containsExactly(SIX, "2026-01-05T07:00:00Z");
    assertThat(yard.heard(UpEvent.Trouble.class))
        .singleElement()
        .satisfies(
            trouble -> {
              assertThat(trouble.about()).isEqualTo("trigger 'new_span.read' of reading");
              assertThat(trouble.message()).contains("there is no such component");
              assertThat(trouble.hint()).isPresent();
            });
  }

  @Test
  void look_withParams_givesThemToTheRun() throws Exception {
    Pipeline pipeline = Pipeline.named("p");
    Value<String> word = pipeline.param("word", Param.string().withDefault("hello"));
    Value<String> place = pipeline.param("place", Param.string());
    var _ = pipeline.step("say", new Say(_ -> {}), new Say.Inputs(word));
    var _ = pipeline.step("where", new Say(_ -> {}), new Say.Inputs(place));
    pipeline.trigger(
        new Schedule("0 * * * *", "UTC", DEFAULT.param("word", Json.tree("good morning"))));
    assertThatThrownBy(() -> yard.activate(pipeline.spec()))
        .hasMessageContaining("parameter 'place' has no default");

    yard.activate(pipeline.spec(), "local", Map.of("place", "here"));
    try (Scheduler scheduler = yard.begin()) {
      yard.look(scheduler, "2026-01-05T06:00:01Z");
    }
    assertThat(yard.runs().getFirst().params())
        .isEqualTo(Map.of("word", Json.tree("good morning"), "place", Json.tree("here")));
    assertThat(yard.runs().getFirst().state()).isEqualTo(RunState.SUCCEEDED);
  }

  private static PipelineSpec reading() {
    Pipeline pipeline = Pipeline.named("reading");
    var _ = pipeline.step("read", new ReadSpans(), new ReadSpans.Inputs(Value.of("somewhere")));
    return pipeline.trigger(new NewSpan("read")).spec();
  }

  private void busy() {
    yard.close();
    yard =
        Yard.open(
            home,
            clock,
            new Say(
                task -> {
                  working.countDown();
                  released.await();
                }));
  }

  private String standing() {
    return new Standings(yard.setup)
        .of(yard.setup.triggers().activations().getFirst())
        .getFirst()
        .now();
  }

  private static PipelineSpec hourly(TriggerOptions options) {
    return Yard.saying("p", new Schedule("0 * * * *", "Europe/Berlin", options));
  }
}
