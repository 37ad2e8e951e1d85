package dev.millrace.training;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.training.baseline.BaselineTrainer;
import dev.millrace.training.lightgbm.LightgbmTrainer;
import dev.millrace.training.linear.LinearTrainer;
import dev.millrace.training.trainer.BoostingSettings;
import dev.millrace.training.trainer.Objective;
import dev.millrace.training.trainer.Setting;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.xgboost.XgboostTrainer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The trainers there are, by name. */
final class Trainers {

  private static final List<Trainer> ALL =
      List.of(
          new XgboostTrainer(), new LightgbmTrainer(), new LinearTrainer(), new BaselineTrainer());

  private Trainers() {}

  /**
   * @throws UserError if there is none of that name
   */
  static Trainer named(String name) {
    return find(name)
        .orElseThrow(
            () -> UserError.usage("there is no trainer '" + name + "'").hint(remedy(name)));
  }

  private static Optional<Trainer> find(String name) {
    return ALL.stream().filter(trainer -> trainer.name().equals(name)).findFirst();
  }

  private static String remedy(String name) {
    return Suggestion.remedy(name, ALL.stream().map(Trainer::name).toList());
  }

  /** That there is none of that name; empty if there is. */
  static Optional<String> problem(String name) {
    return find(name).isPresent()
        ? Optional.empty()
        : Optional.of("there is no trainer '" + name + "', " + remedy(name));
  }

  /**
   * The trainer that the parameters name.
   *
   * @throws UserError if there is none, or it does not predict a last value that is given
   */
  static Trainer of(Train.Inputs inputs, List<String> features) {
    Trainer trainer = named(inputs.trainer().get());
    Optional<String> last = inputs.lastValue().get();
    if (last.isEmpty()) {
      return trainer;
    }
    if (!(trainer instanceof BaselineTrainer)) {
      throw UserError.usage("trainer '" + trainer.name() + "' has no use for last_value")
          .hint("leave last_value out, or say trainer: baseline");
    }
    int feature = features.indexOf(last.get());
    if (feature < 0) {
      throw UserError.usage("last_value: there is no feature '" + last.get() + "'")
          .hint(Suggestion.remedy(last.get(), features));
    }
    return new BaselineTrainer(OptionalInt.of(feature));
  }

  /**
   * @throws UserError naming the settings that were changed and make no difference to the trainer
   */
  static void requireUsed(Trainer trainer, BoostingSettings settings) {
    List<Setting> idle =
        Setting.changed(settings).stream()
            .filter(setting -> !trainer.settings().contains(setting))
            .toList();
    if (!idle.isEmpty()) {
      String names = idle.stream().map(Setting::text).collect(Collectors.joining(", "));
      throw UserError.usage("trainer '" + trainer.name() + "' has no use for " + names)
          .hint(
              "leave "
                  + names
                  + " out, or say trainer: "
                  + names(other -> other.settings().containsAll(idle)));
    }
  }

  /**
   * @throws UserError naming the trainers that have the objective, if this one has not
   */
  static void requireLearns(Trainer trainer, Objective objective) {
    if (!trainer.learns(objective)) {
      String wanted =
          objective instanceof Objective.Regression(Objective.Loss loss, double _)
              ? "objective: " + loss.name().toLowerCase(Locale.ROOT)
              : "task: " + objective.task().text();
      throw UserError.usage("trainer '" + trainer.name() + "' does not have " + wanted)
          .hint("say trainer: " + names(other -> other.learns(objective)));
    }
  }

  private static String names(Predicate<Trainer> fitting) {
    return ALL.stream().filter(fitting).map(Trainer::name).collect(Collectors.joining(" or "));
  }
}
