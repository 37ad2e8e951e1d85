package dev.millrace.data.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrittenTimesTest {

  @TempDir private Path directory;

  /** One column a form, each named for the format that is to be found. */
  @Test
  void open_datesInCommonForms_areReadByThem() throws Exception {
    List<List<String>> columns =
        List.of(
            List.of("%m/%d/%Y", "03/15/2019", "3/4/2019", "12/31/2019"),
            List.of("%d/%m/%Y", "15/03/2019", "4/3/2019", "31/12/2019"),
            List.of("%d.%m.%Y", "15.03.2019", "04.03.2019", "31.12.2019"),
            List.of("%b %d %Y", "Mar 15 2019", "Mar 4 2019", "Dec 31 2019"),
            List.of("%d %B %Y", "15 March 2019", "4 May 2019", "31 December 2019"),
            List.of("%Y/%m/%d %H:%M", "2019/03/15 10:20", "2019/03/04 0:00", "2019/12/31 23:59"),
            List.of("%d-%b-%y", "15-Mar-19", "4-Mar-19", "31-Dec-19"));
    try (Look look = look(columns)) {
      columns.forEach(
          column ->
              assertThat(look.times().get(column.getFirst()))
                  .isEqualTo(new Look.TimeFormat(column.getFirst(), Optional.empty())));
      assertThat(look.columns())
          .allSatisfy(column -> assertThat(column.times()).isPresent())
          .first()
          .satisfies(
              column ->
                  assertThat(column.times().orElseThrow().first())
                      .isEqualTo("2019-03-04 00:00:00"));
    }
  }

  @Test
  void open_whatIsNoDateInEveryRow_staysText() throws Exception {
    try (Look look =
        look(
            List.of(
                List.of("odd", "03/15/2019", "03/16/2019", "soon"),
                List.of("none", "03/45/2019", "03/15/2019", "03/16/2019"),
                List.of("version", "1.2.3", "1.2.4", "1.3.0"),
                List.of("once", "03/15/2019", "03/15/2019", "03/15/2019")))) {
      assertThat(look.times()).isEmpty();
    }
  }

  @Test
  void open_dayAndMonthThatCouldBeEither_namesTheOther() throws Exception {
    try (Look look = look(List.of(List.of("d", "03/04/2019", "05/06/2019", "07/08/2019")))) {
      assertThat(look.times())
          .containsEntry("d", new Look.TimeFormat("%m/%d/%Y", Optional.of("%d/%m/%Y")));
    }
  }

  @Test
  void open_datesOfWhichSomeAreNA_takesThoseForMissing() throws Exception {
    try (Look look =
        look(
            List.of(
                List.of("iso", "2019-03-15", "NA", "2019-03-16", "2019-03-17"),
                List.of("other", "15.3.2019", "16.3.2019", "NA", "17.3.2019")))) {
      assertThat(look.texts().missing()).containsExactly("NA");
      assertThat(look.columns()).allSatisfy(column -> assertThat(column.missing()).isEqualTo(1));
      assertThat(look.columns()).allSatisfy(column -> assertThat(column.times()).isPresent());
    }
  }

  /** Of columns: each has its name and then its values. */
  private Look look(List<List<String>> columns) throws Exception {
    StringBuilder csv = new StringBuilder();
    for (int i = 0; i < columns.getFirst().size(); i++) {
      int row = i;
      csv.append(columns.stream().map(each -> each.get(row)).collect(Collectors.joining(";")))
          .append('\n');
    }
    Files.writeString(directory.resolve("rows.csv"), csv);
    Path work = Files.createDirectories(directory.resolve("work"));
    return Look.open(RowsPlace.find("rows.csv", directory), work);
  }
}
