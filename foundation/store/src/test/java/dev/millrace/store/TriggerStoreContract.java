package dev.millrace.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.millrace.core.error.UserError;
import dev.millrace.core.value.Digest;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Event;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.TriggerStore.Activation;
import dev.millrace.store.TriggerStore.Dealt;
import dev.millrace.store.TriggerStore.Mark;
import dev.millrace.store.TriggerStore.NewActivation;
import dev.millrace.store.TriggerStore.Watch;
import dev.millrace.store.TriggerStore.WatchLost;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What every trigger store does. */
abstract class TriggerStoreContract extends StoreContract {
  private static final JsonNode SPEC = Json.parse("{\"name\":\"flights\"}");
  private static final Mark BASELINE = new Mark("until", Samples.NOON);
  private static final Instant LATER = Samples.NOON.plusSeconds(3600);

  private TriggerStore triggers;

  abstract TriggerStore triggersOf(MetadataStore store);

  @BeforeEach
  void triggers() {
    triggers = triggersOf(store);
  }

  @Test
  void activate_isFoundAsGivenUntilItEnds() {
    Activation activation = triggers.activate(wanted("local", "flights"));

    assertThat(triggers.activations()).containsExactly(activation);
    assertThat(activation.spec()).isEqualTo(SPEC);
    assertThat(activation.params()).isEqualTo(Map.of("trees", Json.parse("5")));
    assertThat(activation.since()).isEqualTo(Samples.NOON);
    assertThat(triggers.marks(activation.id(), "schedule/s")).containsExactly(entry(BASELINE));
    assertThat(triggers.deactivate("local", "flights", "bob")).contains(activation);
    assertThat(triggers.activations()).isEmpty();
    assertThat(triggers.deactivate("local", "flights", "bob")).isEmpty();
    assertThat(store.eventsOf("flights"))
        .extracting(Event::kind, Event::actor)
        .containsExactly(tuple("trigger.activated", "ada"), tuple("trigger.deactivated", "bob"));
  }

  @Test
  void activate_inTwoEnvironments_areTwo() {
    triggers.activate(wanted("staging", "flights"));
    triggers.activate(wanted("local", "trains"));
    triggers.activate(wanted("local", "flights"));

    assertThat(triggers.activations())
        .extracting(Activation::environment, Activation::pipeline)
        .containsExactly(
            tuple("local", "flights"), tuple("local", "trains"), tuple("staging", "flights"));
  }

  @Test
  void activate_again_takesUpWhatIsNewAndRemembers() {
    Activation first = triggers.activate(wanted("local", "flights"));
    Watch watch = take("a");
    triggers.pass(watch, "flights", dealt(first, new Mark("until", LATER)), "late");
    JsonNode spec = Json.parse("{\"name\":\"flights\",\"x\":1}");
    Mark late = new Mark("until", LATER.plusSeconds(60));

    Activation second =
        triggers.activate(
            new NewActivation(
                "local",
                "flights",
                spec,
                Digest.of(spec),
                "/x/pipeline.yaml",
                Map.of(),
                "bob",
                LATER,
                Map.of("schedule/s", List.of(late), "schedule/new", List.of(late))));

    assertThat(triggers.activations()).containsExactly(second);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.spec()).isEqualTo(spec);
    assertThat(second.specDigest()).isEqualTo(Digest.of(spec));
    assertThat(second.actor()).isEqualTo("bob");
    assertThat(second.since()).isEqualTo(Samples.NOON);
    assertThat(second.eventTime()).isEqualTo(LATER);
    assertThat(triggers.marks(first.id(), "schedule/s")).containsExactly(Map.entry("until", LATER));
    assertThat(triggers.marks(first.id(), "schedule/new")).containsExactly(entry(late));
  }

  @Test
  void activate_afterItEnded_rememberedNothing() {
    Activation first = triggers.activate(wanted("local", "flights"));
    triggers.pass(take("a"), "flights", dealt(first, new Mark("until", LATER)), "late");
    triggers.deactivate("local", "flights", "ada");

    Activation second = triggers.activate(wanted("local", "flights"));

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(triggers.marks(second.id(), "schedule/s")).containsExactly(entry(BASELINE));
  }

  @Test
  void activate_sameNameOfAnotherFile_isRefused() {
    triggers.activate(wanted("local", "flights"));
    NewActivation other =
        new NewActivation(
            "local",
            "flights",
            SPEC,
            Digest.of(SPEC),
            "/y/pipeline.yaml",
            Map.of(),
            "ada",
            Samples.NOON,
            Map.of());

    assertThatThrownBy(() -> triggers.activate(other))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("/x/pipeline.yaml");
  }

  @Test
  void watch_heldByAnother_isNotTakenUntilItExpires() {
    Watch first = take("a");
    assertThat(triggers.watchman("local")).contains("a");
    assertThat(triggers.takeWatch("local", "b", MINUTE)).isEmpty();
    assertThat(triggers.takeWatch("staging", "b", MINUTE)).isPresent();
    machine.advance(MINUTE.minusSeconds(1));
    triggers.renew(first, MINUTE);
    machine.advance(MINUTE.minusSeconds(1));
    assertThat(triggers.takeWatch("local", "b", MINUTE)).isEmpty();
    machine.advance(Duration.ofSeconds(1));
    assertThat(triggers.watchman("local")).isEmpty();

    Watch second = take("b");

    assertThat(second.token().value()).isGreaterThan(first.token().value());
    assertThatThrownBy(() -> triggers.renew(first, MINUTE)).isInstanceOf(WatchLost.class);
    triggers.release(first);
    assertThat(triggers.watchman("local")).contains("b");
    triggers.release(second);
    assertThat(triggers.watchman("local")).isEmpty();
    assertThat(take("c").token().value()).isGreaterThan(second.token().value());
  }

  @Test
  void breakWatch_ofAHolder_freesItForOthers() {
    Watch dead = take("a");
    triggers.breakWatch("local", "somebody else");
    assertThat(triggers.watchman("local")).contains("a");

    triggers.breakWatch("local", "a");

    take("b");
    Activation activation = triggers.activate(wanted("local", "flights"));
    assertWatchLost(() -> triggers.fire(dead, firing("k", LATER), dealt(activation)));
    assertWatchLost(() -> triggers.pass(dead, "flights", dealt(activation), "x"));
    assertWatchLost(() -> triggers.settle(dead, firing("k", LATER)));
    assertThat(triggers.latestFiring(activation.id(), "s")).isEmpty();
    assertThat(triggers.marks(activation.id(), "schedule/s")).containsExactly(entry(BASELINE));
  }

  @Test
  void fire_noticedTwice_isOnceWithItsMarks() {
    Activation activation = triggers.activate(wanted("local", "flights"));
    Watch watch = take("a");
    Firing firing = firing("local/flights/s/1", LATER);
    Mark mark = new Mark("file", LATER);

    assertThat(triggers.fire(watch, firing, dealt(activation, mark))).isTrue();
    assertThat(triggers.fire(watch, firing, dealt(activation, new Mark("other", LATER)))).isFalse();

    assertThat(triggers.marks(activation.id(), "schedule/s"))
        .containsOnly(entry(BASELINE), entry(mark));
    assertThat(triggers.unsettled(activation.id())).containsExactly(firing);
    triggers.settle(watch, firing);
    assertThat(triggers.unsettled(activation.id())).isEmpty();
    assertThat(triggers.latestFiring(activation.id(), "s")).contains(firing);
    assertThat(store.latestFiring("flights", "s")).contains(firing);
    assertThat(store.eventsOf("flights"))
        .extracting(Event::kind)
        .containsExactly("trigger.activated", "trigger.fired");
  }

  @Test
  void fire_activationEndedMeanwhile_isNoFiring() {
    Activation activation = triggers.activate(wanted("local", "flights"));
    triggers.deactivate("local", "flights", "ada");

    assertThat(triggers.fire(take("a"), firing("k", LATER), dealt(activation))).isFalse();
    assertThat(store.latestFiring("flights", "s")).isEmpty();
  }

  @Test
  void latestFiring_isTheOneRecordedLast() {
    Activation activation = triggers.activate(wanted("local", "flights"));
    Watch watch = take("a");
    Firing early = firing("1", LATER);
    Firing caughtUp =
        new Firing("flights", "s", "2", Samples.NOON, LATER.plusSeconds(9), "it was missed");
    triggers.fire(watch, early, dealt(activation));
    triggers.fire(watch, caughtUp, dealt(activation));

    assertThat(triggers.latestFiring(activation.id(), "s")).contains(caughtUp);
    assertThat(triggers.latestFiring(activation.id(), "t")).isEmpty();
    assertThat(triggers.unsettled(activation.id())).containsExactly(early, caughtUp);
  }

  @Test
  void pass_isAnEventWithItsReason() {
    Activation activation = triggers.activate(wanted("local", "flights"));
    triggers.pass(take("a"), "flights", dealt(activation, new Mark("until", LATER)), "too late");

    assertThat(triggers.marks(activation.id(), "schedule/s"))
        .containsExactly(Map.entry("until", LATER));
    Event last = store.eventsOf("flights").getLast();
    assertThat(last.kind()).isEqualTo("trigger.passed");
    assertThat(last.data().get("reason").stringValue()).isEqualTo("too late");
  }

  private Watch take(String holder) {
    Optional<Watch> watch = triggers.takeWatch("local", holder, MINUTE);
    return watch.orElseThrow();
  }

  private static void assertWatchLost(ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOf(WatchLost.class);
  }

  private static Map.Entry<String, Instant> entry(Mark mark) {
    return Map.entry(mark.text(), mark.eventTime());
  }

  private static Firing firing(String key, Instant at) {
    return new Firing("flights", "s", key, at, at, "it is time");
  }

  private static Dealt dealt(Activation activation, Mark... marks) {
    return new Dealt(activation.id(), "schedule/s", List.of(marks));
  }

  private static NewActivation wanted(String environment, String pipeline) {
    return new NewActivation(
        environment,
        pipeline,
        SPEC,
        Digest.of(SPEC),
        "/x/pipeline.yaml",
        Map.of("trees", Json.parse("5")),
        "ada",
        Samples.NOON,
        Map.of("schedule/s", List.of(BASELINE)));
  }
}
