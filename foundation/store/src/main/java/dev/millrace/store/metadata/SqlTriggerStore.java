package dev.millrace.store.metadata;

import dev.millrace.core.value.Id;
import dev.millrace.core.value.Json;
import dev.millrace.store.MetadataStore.Firing;
import dev.millrace.store.MetadataStore.NewEvent;
import dev.millrace.store.TriggerStore;
import dev.millrace.store.database.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Activations, firings and the watch over them, beside everything else that happened. */
final class SqlTriggerStore implements TriggerStore {
  private final Database database;
  private final Watches watches;

  SqlTriggerStore(Database database, Clock machine) {
    this.database = database;
    this.watches = new Watches(machine);
  }

  @Override
  public Activation activate(NewActivation activation) {
    return database.write(sql -> Activations.activate(sql, activation));
  }

  @Override
  public Optional<Activation> deactivate(String environment, String pipeline, String actor) {
    return database.write(sql -> Activations.deactivate(sql, environment, pipeline, actor));
  }

  @Override
  public List<Activation> activations() {
    return database.read(Activations::standing);
  }

  @Override
  public Optional<Watch> takeWatch(String environment, String holder, Duration duration) {
    return database.write(sql -> watches.take(sql, environment, holder, duration));
  }

  @Override
  public void renew(Watch watch, Duration duration) {
    database.change(sql -> watches.renew(sql, watch, duration));
  }

  @Override
  public void release(Watch watch) {
    database.change(sql -> Watches.release(sql, watch));
  }

  @Override
  public Optional<String> watchman(String environment) {
    return database.read(sql -> watches.holder(sql, environment));
  }

  @Override
  public void breakWatch(String environment, String holder) {
    database.change(sql -> Watches.breakHeld(sql, environment, holder));
  }

  @Override
  public Map<String, Instant> marks(Id activation, String trigger) {
    return database.read(sql -> Activations.marks(sql, activation, trigger));
  }

  @Override
  public boolean fire(Watch watch, Firing firing, Dealt dealt) {
    return database.write(
        sql -> {
          Watches.check(sql, watch);
          if (!Activations.stands(sql, dealt.activation()) || !Firings.record(sql, firing)) {
            return false;
          }
          Firings.belongTo(sql, firing, dealt.activation());
          Activations.mark(sql, dealt);
          return true;
        });
  }

  @Override
  public void pass(Watch watch, String pipeline, Dealt dealt, String reason) {
    database.change(
        sql -> {
          Watches.check(sql, watch);
          Activations.mark(sql, dealt);
          sql.event(
              new NewEvent(
                  "trigger.passed",
                  pipeline,
                  "trigger:" + dealt.trigger(),
                  sql.now(),
                  Json.object().put("trigger", dealt.trigger()).put("reason", reason)));
        });
  }

  @Override
  public List<Firing> unsettled(Id activation) {
    return database.read(sql -> Firings.unsettled(sql, activation));
  }

  @Override
  public void settle(Watch watch, Firing firing) {
    database.change(
        sql -> {
          Watches.check(sql, watch);
          Firings.settle(sql, firing);
        });
  }

  @Override
  public Optional<Firing> latestFiring(Id activation, String trigger) {
    return database.read(sql -> Firings.latest(sql, activation, trigger));
  }
}
