// pgjdbc with batches, written anew into one INSERT by the driver (`reWriteBatchedInserts`) or not. Arguments: URI, people.tsv, password hash, true or false.
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.*;
import java.util.*;

public class PgjdbcBatch {
  interface Work { Object run() throws Exception; }

  static final String INSERT = "insert into members (email, name, phone, address, birth_date, password) values (?, ?, ?, ?, ?, ?)";
  static Connection connection;
  static String password;

  static String json(Object value) {
    if (value instanceof List<?> list) return "[" + String.join(",", list.stream().map(PgjdbcBatch::json).toList()) + "]";
    if (value instanceof String text) return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    return String.valueOf(value);
  }

  static void say(String step, Work work) throws Exception {
    String got;
    try {
      got = json(work.run());
    } catch (SQLException error) {
      got = "{\"error\":" + json(error.getSQLState()) + "}";
    } catch (RuntimeException error) {
      got = "{\"error\":" + json(error.getClass().getSimpleName()) + "}";
    }
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    System.out.println("{\"step\":" + json(step) + ",\"got\":" + got + "}");
  }

  static PreparedStatement fill(PreparedStatement statement, Object... values) throws SQLException {
    for (int n = 0; n < values.length; n++) {
      if (values[n] == null) statement.setNull(n + 1, Types.VARCHAR);
      else if (values[n] instanceof String text) statement.setString(n + 1, text);
      else if (values[n] instanceof java.sql.Date date) statement.setDate(n + 1, date);
      else if (values[n] instanceof String[] texts) statement.setArray(n + 1, connection.createArrayOf("text", texts));
      else statement.setLong(n + 1, ((Number) values[n]).longValue());
    }
    return statement;
  }

  static PreparedStatement person(PreparedStatement statement, String[] person) throws SQLException {
    fill(statement, person[0], person[1], person[2], person[3]);
    if (person[4] == null) statement.setNull(5, Types.DATE);
    else statement.setDate(5, java.sql.Date.valueOf(person[4]));
    statement.setString(6, password);
    return statement;
  }

  static int change(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = fill(connection.prepareStatement(sql), values)) {
      return statement.executeUpdate();
    }
  }

  static List<String> list(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = fill(connection.prepareStatement(sql), values); ResultSet result = statement.executeQuery()) {
      return lines(result);
    }
  }

  static List<String> lines(ResultSet result) throws SQLException {
    List<String> lines = new ArrayList<>();
    while (result.next()) {
      List<String> words = new ArrayList<>();
      for (int n = 1; n <= result.getMetaData().getColumnCount(); n++) words.add(result.getString(n) == null ? "" : result.getString(n));
      lines.add(String.join("|", words));
    }
    return lines;
  }

  static final String WHO = "select email, name, phone, birth_date from members where ";

  static String byEmail(String email) throws SQLException { return list(WHO + "email = ?", email).get(0); }

  static long idOf(String email) throws SQLException { return Long.parseLong(list("select id from members where email = ?", email).get(0)); }

  static long count() throws SQLException { return Long.parseLong(list("select count(*) from members").get(0)); }

  static Connection connect(URI uri, String rewrite) throws SQLException {
    String[] login = uri.getUserInfo().split(":");
    Properties properties = new Properties();
    properties.setProperty("user", login[0]);
    properties.setProperty("password", login[1]);
    properties.setProperty("reWriteBatchedInserts", rewrite);
    properties.setProperty("sslmode", "disable");
    if (uri.getQuery() != null)
      for (String pair : uri.getQuery().split("&")) properties.setProperty(pair.split("=")[0], pair.split("=")[1]);
    return DriverManager.getConnection("jdbc:postgresql://" + uri.getHost() + ":" + uri.getPort() + uri.getPath(), properties);
  }

  public static void main(String[] arguments) throws Exception {
    connection = connect(new URI(arguments[0]), arguments[3]);
    password = arguments[2];
    List<String[]> people = new ArrayList<>();
    for (String line : Files.readAllLines(Path.of(arguments[1])))
      people.add(Arrays.stream(line.split("\t")).map(word -> word.equals("\\N") ? null : word).toArray(String[]::new));
    String[] kim = people.get(0), lee = people.get(1), park = people.get(2), choi = people.get(3), yoon = people.get(4);
    List<String[]> bulk = people.subList(5, 10);
    String[] emails = people.stream().map(each -> each[0]).toArray(String[]::new);
    String[] bulkEmails = Arrays.copyOfRange(emails, 5, 10);
    String listed = WHO + "email = any(?) order by id";

    say("create", () -> {
      List<String> made = new ArrayList<>();
      try (PreparedStatement statement = connection.prepareStatement(INSERT, new String[] {"email", "name", "phone", "birth_date"})) {
        for (String[] each : List.of(kim, lee, park)) {
          person(statement, each).executeUpdate();
          made.addAll(lines(statement.getGeneratedKeys()));
        }
      }
      return made;
    });
    say("duplicate", () -> person(connection.prepareStatement(INSERT, Statement.RETURN_GENERATED_KEYS), kim).executeUpdate());
    say("find", () -> byEmail(kim[0]));
    say("find.none", () -> list(WHO + "email = ?", "nobody@example.kr"));
    say("update", () -> {
      change("update members set phone = ?, name = ? where email = ?", "010-9999-0001", "김하람", kim[0]);
      return byEmail(kim[0]);
    });
    say("update.returning", () -> list(
      "update members set phone = ?, birth_date = ? where id = ? returning email, name, phone, birth_date",
      "010-9999-0003", java.sql.Date.valueOf("2001-12-06"), idOf(park[0])).get(0));
    say("upsert", () -> {
      List<String> made = new ArrayList<>();
      String sql = INSERT + " on conflict (email) do update set name = excluded.name, phone = excluded.phone returning email, name, phone, birth_date";
      for (String[] each : List.of(new String[] {lee[0], "이가람", "010-9999-0002", null, null}, choi))
        try (PreparedStatement statement = person(connection.prepareStatement(sql), each)) {
          made.addAll(lines(statement.executeQuery()));
        }
      return made;
    });
    say("find.list", () -> list("select email from members where email in (?, ?, ?) order by id", kim[0], choi[0], "nobody@example.kr"));
    say("find.phone", () -> list(WHO + "phone = ? or email = ? order by id", "010-9999-0001", lee[0]));
    say("count", () -> count());
    say("orders", () -> {
      for (String[] order : new String[][] {{kim[0], kim[1], "lamp"}, {kim[0], kim[1], "chair"}, {lee[0], lee[1], "desk"}})
        change("insert into orders (member_id, item, amount_krw, recipient, delivery_address) values (?, ?, 1000, ?, ?)", idOf(order[0]), order[2], order[1], "세종시 한누리대로 1");
      return list("select m.email, o.item, o.recipient, o.delivery_address from members m join orders o on o.member_id = m.id order by o.id");
    });
    say("transaction", () -> {
      connection.setAutoCommit(false);
      person(connection.prepareStatement(INSERT), yoon).executeUpdate();
      change("update members set name = ? where email = ?", "바뀜", kim[0]);
      connection.rollback();
      connection.setAutoCommit(true);
      return List.of("rolled back", list(WHO + "email = ?", yoon[0]), byEmail(kim[0]));
    });
    say("bulk", () -> {
      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
        for (String[] each : bulk) person(statement, each).addBatch();
        statement.executeBatch();
      }
      return list(listed, (Object) bulkEmails);
    });
    say("bulk.update", () -> {
      try (PreparedStatement statement = connection.prepareStatement("update members set phone = ? where email = ?")) {
        for (int n = 0; n < 2; n++) fill(statement, "010-3000-000" + n, bulkEmails[n]).addBatch();
        statement.executeBatch();
      }
      return list(listed, (Object) bulkEmails);
    });
    say("null", () -> {
      change("update members set phone = ? where email = ?", null, bulkEmails[0]);
      return list("select email from members where phone is null order by id");
    });
    say("delete", () -> {
      change("delete from members where id = ?", idOf(park[0]));
      return count();
    });
    say("delete.list", () -> {
      change("delete from members where email = any(?)", (Object) emails);
      return count();
    });
    connection.close();
  }
}
