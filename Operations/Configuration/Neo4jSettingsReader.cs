using StreamingTracker.Backup.Bolt;

namespace StreamingTracker.Backup.Operations.Configuration;

/// <summary>
/// Reads which database is meant. The server is named once, by the connection string or by <c>Neo4j:Uri</c>: with both there
/// would be two databases that a restore could overwrite. The other <c>Neo4j</c> keys add to either and win over what it says.
/// </summary>
internal static class Neo4jSettingsReader
{
    public static Neo4jSettings? Read(ConfigurationValues values)
    {
        var (key, text) = values.Text(SettingsKeys.ConnectionString) is { } connectionString
            ? (SettingsKeys.ConnectionString, connectionString)
            : (SettingsKeys.Uri, values.Text(SettingsKeys.Uri));
        if (key == SettingsKeys.ConnectionString && values.Text(SettingsKeys.Uri) is not null)
            values.Fault(SettingsKeys.Uri, $"{SettingsKeys.ConnectionString} names a server too. Set one of them.");

        var password = values.Secret(SettingsKeys.Password, SettingsKeys.PasswordFile);
        if (text is null)
        {
            values.Fault(
                SettingsKeys.ConnectionString,
                $"No server is named. {ConnectionString.Shape} In the environment the key is ConnectionStrings__neo4j; " +
                $"{SettingsKeys.Uri} works as well.");
            return null;
        }

        try
        {
            var parts = ConnectionString.Parse(text);
            return new Neo4jSettings
            {
                Address = parts.Address,
                Credentials = Credentials(values, key, values.Text(SettingsKeys.User) ?? parts.User, password ?? parts.Password),
                Database = values.Text(SettingsKeys.Database) ?? parts.Database,
            };
        }
        catch (FormatException e)
        {
            values.Fault(key, $"{e.Message} {ConnectionString.Shape}");
            return null;
        }
    }

    public static string? ReadDatabaseName(ConfigurationValues values)
    {
        if (values.Text(SettingsKeys.Database) is { } database) return database;
        if ((values.Text(SettingsKeys.ConnectionString) ?? values.Text(SettingsKeys.Uri)) is not { } text) return null;
        try
        {
            return ConnectionString.Parse(text).Database;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static BoltCredentials Credentials(ConfigurationValues values, string key, string? user, string? password)
    {
        if (user is null && password is not null)
            values.Fault(SettingsKeys.User, "There is a password and no user. Set the user, which is neo4j unless you made another.");
        if (user is not null && password is null)
            values.Fault(key, $"There is a user and no password. Set {SettingsKeys.PasswordFile}, or give the password here.");
        return user is null || password is null ? BoltCredentials.None : new(user, password);
    }
}
