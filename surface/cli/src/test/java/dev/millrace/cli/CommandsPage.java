package dev.millrace.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The reference of the command line, from the commands themselves. */
final class CommandsPage {

  private static final int WIDTH = 100;
  private static final String TABLE = "| | |\n|---|---|\n";
  private static final String HEAD =
      """
      # Commands

      What `millrace` does, command by command; in a clone it is `./millrace`. `--help` after any of them shows the same.
      Data goes to standard output, talk to standard error. This page is made from the commands themselves.

      """;

  private final ReferencePage page = new ReferencePage();
  private final CommandSpec root = new Screen(Path.of("")).commands();
  private final List<CommandSpec> commands = new ArrayList<>();
  private final List<OptionSpec> ofAll;

  private CommandsPage() {
    root.subcommands().values().forEach(this::collect);
    commands.sort(Comparator.comparing(CommandSpec::qualifiedName));
    List<CommandSpec> doing =
        commands.stream().filter(command -> command.subcommands().isEmpty()).toList();
    ofAll =
        doing.getFirst().options().stream()
            .filter(option -> doing.stream().allMatch(command -> has(command, option)))
            .toList();
  }

  static ReferencePage made() {
    return new CommandsPage().make();
  }

  private void collect(CommandLine command) {
    if (!command.getCommandSpec().usageMessage().hidden()) {
      commands.add(command.getCommandSpec());
      command.getSubcommands().values().forEach(this::collect);
    }
  }

  private ReferencePage make() {
    page.add(HEAD).add("| command | |\n|---|---|\n");
    for (CommandSpec command : commands) {
      String name = command.qualifiedName();
      page.add("| [`%s`](#%s) | %s |%n".formatted(name, Markdown.anchor(name), summary(command)));
    }
    page.add("\n## Options of all commands\n\n").add(TABLE);
    ofAll.forEach(option -> page.add(row(names(option), option)));
    page.add("\n## Exit codes\n\n" + exitCodes(root));
    commands.forEach(this::section);
    return page;
  }

  /** The first of a command's sentences, which the list of commands in the terminal shows too. */
  private String summary(CommandSpec command) {
    String[] description = command.usageMessage().description();
    String first = description.length == 0 ? "" : description[0];
    if (!first.isEmpty() && !first.endsWith(".")) {
      page.gap("'" + command.qualifiedName() + "': the first line is no sentence: " + first);
    }
    return page.words("'" + command.qualifiedName() + "'", first);
  }

  private static boolean has(CommandSpec command, OptionSpec option) {
    return command.optionsMap().containsKey(option.longestName());
  }

  private boolean isOfAll(OptionSpec option) {
    return ofAll.stream().anyMatch(of -> of.longestName().equals(option.longestName()));
  }

  private static String exitCodes(CommandSpec command) {
    StringBuilder text = new StringBuilder("| exit code | |\n|---|---|\n");
    for (Map.Entry<String, String> code : command.usageMessage().exitCodeList().entrySet()) {
      text.append("| %s | %s |%n".formatted(code.getKey(), Markdown.cell(code.getValue())));
    }
    return text.toString();
  }

  private void section(CommandSpec command) {
    page.add("\n## " + command.qualifiedName() + "\n\n");
    for (String line : command.usageMessage().description()) {
      page.add(Markdown.text(line) + "\n\n");
    }
    page.add("```text\n" + synopsis(command) + "\n```\n");
    StringBuilder rows = new StringBuilder();
    command.positionalParameters().stream()
        .filter(argument -> !argument.hidden())
        .forEach(argument -> rows.append(row(argument.paramLabel(), argument)));
    command.options().stream()
        .filter(option -> !option.hidden() && !isOfAll(option))
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .forEach(option -> rows.append(row(names(option), option)));
    if (!rows.isEmpty()) {
      page.add("\n" + TABLE + rows);
    }
    Map<String, String> codes = command.usageMessage().exitCodeList();
    if (!codes.isEmpty() && !codes.equals(root.usageMessage().exitCodeList())) {
      page.add("\n" + exitCodes(command));
    }
  }

  private static String synopsis(CommandSpec command) {
    command.usageMessage().width(WIDTH);
    return new Help(command, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).stripTrailing();
  }

  private static String names(OptionSpec option) {
    String names = String.join(", ", option.names());
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private String row(String what, ArgSpec of) {
    String words =
        page.words(
            "'" + what + "' of '" + of.command().qualifiedName() + "'",
            String.join(" ", of.description()));
    return "| %s | %s%s |%n"
        .formatted(
            Markdown.code(what), of.isOption() && of.required() ? "*Required.* " : "", words);
  }
}
