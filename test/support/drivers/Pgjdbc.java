// pgjdbc: binary transfer from the first execution, portals with a fetch size, batches, cancel. Arguments: URI, steps as lines of tab-separated text.
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.regex.*;

public class Pgjdbc {
  interface Work { String run() throws Exception; }

  static String quote(String text) {
    if (text == null) return "null";
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ') out.append(String.format("\\u%04x", (int) c));
      else out.append(c);
    }
    return out.append('"').toString();
  }

  static void say(String step, Work work) throws Exception {
    String got;
    try {
      got = work.run();
    } catch (SQLException error) {
      got = "error " + error.getSQLState();
    }
    System.out.println("{\"step\":" + quote(step) + ",\"got\":" + quote(got) + "}");
  }

  static String rows(ResultSet result) throws SQLException {
    StringBuilder out = new StringBuilder();
    ResultSetMetaData about = result.getMetaData();
    for (int n = 1; n <= about.getColumnCount(); n++) out.append(about.getColumnName(n)).append(':').append(about.getColumnTypeName(n)).append(' ');
    while (result.next()) {
      out.append('\n');
      for (int n = 1; n <= about.getColumnCount(); n++) {
        Object value = result.getObject(n);
        if (value instanceof java.sql.Array array) value = Arrays.deepToString((Object[]) array.getArray());
        out.append(value).append('|');
      }
    }
    return out.toString();
  }

  static PreparedStatement prepare(Connection connection, String sql, String[] params) throws SQLException {
    Matcher places = Pattern.compile("\\$(\\d)").matcher(sql);
    List<String> placed = new ArrayList<>();
    while (places.find()) placed.add(params[Integer.parseInt(places.group(1)) - 1]);
    PreparedStatement statement = connection.prepareStatement(sql.replaceAll("\\$\\d", "?"));
    for (int n = 0; n < placed.size(); n++) {
      String value = placed.get(n);
      if (value.equals("\\N")) statement.setNull(n + 1, Types.VARCHAR);
      else if (value.startsWith("[")) statement.setArray(n + 1, connection.createArrayOf("text", value.substring(1, value.length() - 1).split(",")));
      else statement.setString(n + 1, value);
    }
    return statement;
  }

  static String run(Connection connection, String sql, String... params) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, params)) {
      return statement.execute() ? rows(statement.getResultSet()) : "updated " + statement.getUpdateCount();
    }
  }

  static Connection connect(URI uri, String more) throws SQLException {
    String[] login = uri.getUserInfo().split(":");
    Map<String, String> asked = new HashMap<>();
    if (uri.getQuery() != null) for (String pair : uri.getQuery().split("&")) asked.put(pair.split("=")[0], pair.split("=")[1]);
    Properties properties = new Properties();
    properties.setProperty("user", login[0]);
    properties.setProperty("password", login[1]);
    properties.setProperty("sslmode", asked.containsKey("sslrootcert") ? "verify-full" : "disable");
    if (asked.containsKey("sslrootcert")) properties.setProperty("sslrootcert", asked.get("sslrootcert"));
    return DriverManager.getConnection("jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath() + "?" + more, properties);
  }

  public static void main(String[] arguments) throws Exception {
    URI uri = new URI(arguments[0]);
    List<String> lines = Files.readAllLines(Path.of(arguments[1]));
    String[] emails = lines.get(0).split("\t");
    for (String mode : new String[] {"extended", "binary", "simple"}) {
      String more = mode.equals("simple") ? "preferQueryMode=simple" : "prepareThreshold=" + (mode.equals("binary") ? "1&binaryTransferEnable=25,1043" : "5");
      try (Connection connection = connect(uri, more)) {
        for (String line : lines.subList(1, lines.size())) {
          String[] parts = line.split("\t");
          say(parts[0] + "." + mode, () -> run(connection, parts[1], Arrays.copyOfRange(parts, 2, parts.length)));
        }
        String find = "select id, email from members where email = $1";
        say("prepared." + mode, () -> {
          StringBuilder got = new StringBuilder();
          try (PreparedStatement statement = prepare(connection, find, new String[] {emails[0]})) {
            for (int n = 0; n < 12; n++) {
              statement.setString(1, emails[n % 3]);
              got.append(rows(statement.executeQuery()));
            }
          }
          return got.toString();
        });
        say("typed." + mode, () -> {
          StringBuilder got = new StringBuilder();
          for (int type : new int[] {Types.VARCHAR, Types.CHAR, Types.LONGVARCHAR, Types.OTHER, Types.NVARCHAR}) {
            try (PreparedStatement statement = connection.prepareStatement("select id from members where email = ?")) {
              statement.setObject(1, emails[1], type);
              got.append(rows(statement.executeQuery()));
            } catch (SQLException error) {
              got.append(error.getSQLState());
            }
          }
          return got.toString();
        });
        say("portal." + mode, () -> {
          connection.setAutoCommit(false);
          try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(7);
            String got = rows(statement.executeQuery("select id, email, mobile from members order by id"));
            statement.setMaxRows(10);
            return got + rows(statement.executeQuery("select email from members order by id"));
          } finally {
            connection.rollback();
            connection.setAutoCommit(true);
          }
        });
        say("transaction." + mode, () -> {
          connection.setAutoCommit(false);
          connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
          StringBuilder got = new StringBuilder(run(connection, find, emails[0]));
          Savepoint savepoint = connection.setSavepoint();
          try {
            run(connection, "select 1 / 0 from members");
          } catch (SQLException error) {
            got.append(error.getSQLState());
          }
          try {
            run(connection, find, emails[0]);
          } catch (SQLException error) {
            got.append(error.getSQLState());
          }
          connection.rollback(savepoint);
          got.append(run(connection, find, emails[1]));
          got.append(run(connection, "select current_setting('transaction_isolation')"));
          connection.commit();
          connection.setAutoCommit(true);
          return got.toString();
        });
        say("several." + mode, () -> {
          try (Statement statement = connection.createStatement()) {
            StringBuilder got = new StringBuilder();
            for (boolean more2 = statement.execute("select 1; select email from members where email = '" + emails[0] + "'; select 3"); more2; more2 = statement.getMoreResults()) got.append(rows(statement.getResultSet()));
            return got.toString();
          }
        });
        say("cancelled." + mode, () -> {
          try (Statement statement = connection.createStatement()) {
            ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
            later.schedule(() -> { statement.cancel(); return null; }, 300, TimeUnit.MILLISECONDS);
            try {
              statement.executeQuery("select count(email), pg_sleep(60) from members");
              return "not cancelled";
            } catch (SQLException error) {
              return error.getSQLState() + run(connection, find, emails[2]);
            } finally {
              later.shutdownNow();
            }
          }
        });
        say("notices." + mode, () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute("do $$ begin raise notice 'said'; raise warning 'louder'; end $$");
            StringBuilder got = new StringBuilder();
            for (SQLWarning warning = statement.getWarnings(); warning != null; warning = warning.getNextWarning()) got.append(warning.getSQLState()).append(warning.getMessage());
            return got.toString();
          }
        });
        say("empty." + mode, () -> {
          try (Statement statement = connection.createStatement()) {
            return String.valueOf(statement.execute(""));
          }
        });
        say("metadata." + mode, () -> {
          ResultSet columns = connection.getMetaData().getColumns(null, "public", "members", "grade");
          return rows(columns).replaceAll("(?s)^[^\n]*\n[^|]*", "");
        });
      }
    }
  }
}
