package dev.millrace.training;

import dev.millrace.core.error.Suggestion;
import dev.millrace.core.error.UserError;
import dev.millrace.training.baseline.BaselineTrainer;
import dev.millrace.training.trainer.Trainer;
import dev.millrace.training.xgboost.XgboostTrainer;
import java.util.List;

/** The trainers there are, by name. */
final class Trainers {

  private static final List<Trainer> ALL = List.of(new XgboostTrainer(), new BaselineTrainer());

  private Trainers() {}

  /**
   * @throws UserError if there is none of that name
   */
  static Trainer named(String name) {
    return ALL.stream()
        .filter(trainer -> trainer.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.usage("there is no trainer '" + name + "'")
                    .hint(Suggestion.remedy(name, ALL.stream().map(Trainer::name).toList())));
  }
}
