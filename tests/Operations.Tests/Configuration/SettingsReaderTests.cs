using Microsoft.Extensions.Configuration;
using NodaTime;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Operations.Tests.Configuration;

public sealed class SettingsReaderTests
{
    [Fact]
    public void Nothing_but_a_server_needs_to_be_said()
    {
        var settings = SettingsReader.Read(Configuration(("ConnectionStrings:neo4j", "bolt://host")));

        Assert.Equal(Path.GetFullPath("backups"), settings.Archive.Directory);
        Assert.Equal("streaming-tracker", settings.Archive.Name);
        Assert.NotNull(DateTimeZoneProviders.Tzdb.GetZoneOrNull(settings.Archive.TimeZone));
        Assert.Equal((3, true, 100_000), (settings.Consistency.Attempts, settings.VerifyBackups, settings.RestoreOneTransactionUpTo));
        Assert.Null(settings.Neo4j!.Database);
    }

    [Fact]
    public void Every_key_is_read()
    {
        var settings = SettingsReader.Read(Configuration(
            ("Neo4j:Uri", "neo4j+s://db:7000"), ("Neo4j:User", "reader"), ("Neo4j:Password", "secret"), ("Neo4j:Database", "graph"),
            ("Backup:Directory", "/srv/backups"), ("Backup:Name", "my.graph_1"), ("Backup:Verify", "false"),
            ("Schedule:TimeZone", "Europe/Paris"), ("Restore:OneTransactionUpTo", "0"), ("Backup:MaxDuration", "2h"), ("Restore:MaxDuration", "3d"),
            ("Consistency:Attempts", "7"), ("Consistency:MaxDuration", "90s"), ("Backup:Consistency", "exact"),
            ("Retry:Retries", "9"), ("Retry:Pause", "500ms"), ("Retry:LongestPause", "2m"), ("Lock:Lease", "1.5s")));

        Assert.Equal("bolt+s://db:7000", settings.Neo4j!.Address.ToString());
        Assert.Equal(("reader", "graph"), (settings.Neo4j.Credentials.User, settings.Neo4j.Database));
        Assert.Equal(("/srv/backups", "my.graph_1", "Europe/Paris"), (settings.Archive.Directory, settings.Archive.Name, settings.Archive.TimeZone));
        Assert.Equal((false, 0), (settings.VerifyBackups, settings.RestoreOneTransactionUpTo));
        Assert.Equal((TimeSpan.FromHours(2), TimeSpan.FromDays(3)), (settings.BackupMaxDuration, settings.RestoreMaxDuration));
        Assert.Equal(new() { Attempts = 7, MaxDuration = TimeSpan.FromSeconds(90), Demand = ConsistencyDemand.Exact }, settings.Consistency);
        Assert.Equal(new() { Retries = 9, Pause = TimeSpan.FromMilliseconds(500), LongestPause = TimeSpan.FromMinutes(2) }, settings.Retry);
        Assert.Equal(TimeSpan.FromSeconds(1.5), settings.Lock.Lease);
    }

    [Fact]
    public void Every_rule_of_retention_is_read_and_that_there_is_one_is_known()
    {
        var settings = SettingsReader.ReadArchiveOnly(Configuration(
            ("Retention:Days", "1"), ("Retention:Last", "2"), ("Retention:Hourly", "3"), ("Retention:Daily", "4"), ("Retention:Weekly", "5"),
            ("Retention:Monthly", "6"), ("Retention:Yearly", "7"), ("Retention:Minimum", "8")));

        Assert.Equal(
            new() { Days = 1, Last = 2, Hourly = 3, Daily = 4, Weekly = 5, Monthly = 6, Yearly = 7, Minimum = 8 }, settings.Retention);
        Assert.True(settings.RetentionIsConfigured);
        var standard = SettingsReader.ReadArchiveOnly(Configuration());
        Assert.Equal((new() { Days = 30, Minimum = 3 }, false), (standard.Retention, standard.RetentionIsConfigured));
    }

    [Fact]
    public void A_rule_of_retention_that_is_none_is_a_fault_of_its_key() => Assert.Equal(
        ["Retention:Days", "Retention:Weekly", "Retention:Minimum"],
        Faults(("ConnectionStrings:neo4j", "bolt://host"), ("Retention:Days", "-1"), ("Retention:Weekly", "two"), ("Retention:Minimum", "0")).Select(fault => fault.Key));

    [Fact]
    public void All_faults_are_reported_together_each_with_its_key()
    {
        var faults = Faults(
            ("Neo4j:Uri", "ftp://host"), ("Backup:Name", "../up"), ("Backup:Verify", "maybe"), ("Schedule:TimeZone", "Mars/Base"),
            ("Consistency:Attempts", "0"), ("Restore:OneTransactionUpTo", "many"));

        Assert.Equal(
            ["Neo4j:Uri", "Backup:Name", "Schedule:TimeZone", "Consistency:Attempts", "Backup:Verify", "Restore:OneTransactionUpTo"],
            faults.Select(fault => fault.Key));
    }

    [Fact]
    public void A_server_named_twice_is_a_fault_since_a_restore_would_have_two_targets() =>
        Assert.Equal("Neo4j:Uri", Assert.Single(Faults(("ConnectionStrings:neo4j", "bolt://one"), ("Neo4j:Uri", "bolt://two"))).Key);

    [Fact]
    public void No_server_is_a_fault_only_where_one_is_needed()
    {
        Assert.Equal("ConnectionStrings:neo4j", Assert.Single(Faults()).Key);
        Assert.Null(SettingsReader.ReadArchiveOnly(Configuration(("Neo4j:Uri", "nonsense"))).Neo4j);
    }

    [Fact]
    public void A_key_of_its_own_wins_over_that_part_of_the_connection_string()
    {
        var neo4j = SettingsReader.Read(Configuration(
            ("ConnectionStrings:neo4j", "bolt://neo4j:secret@host/one"), ("Neo4j:User", "other"), ("Neo4j:Database", "two"))).Neo4j!;

        Assert.Equal(("other", "two"), (neo4j.Credentials.User, neo4j.Database));
    }

    [Theory]
    [InlineData("bolt://neo4j@host", "ConnectionStrings:neo4j")]
    [InlineData("bolt://:secret@host", "Neo4j:User")]
    public void Half_of_the_credentials_is_a_fault(string connectionString, string key) =>
        Assert.Equal(key, Assert.Single(Faults(("ConnectionStrings:neo4j", connectionString))).Key);

    [Fact]
    public void The_first_line_of_the_password_file_is_the_password()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["password"], "secret\n");

        var neo4j = SettingsReader.Read(Configuration(("ConnectionStrings:neo4j", "bolt://neo4j@host"), ("Neo4j:PasswordFile", folder["password"]))).Neo4j!;

        Assert.Equal("neo4j", neo4j.Credentials.User);
    }

    [Fact]
    public void A_password_file_that_is_missing_empty_or_one_too_many_is_a_fault()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["empty"], "\n");
        File.WriteAllText(folder["password"], "secret");
        (string, string) server = ("ConnectionStrings:neo4j", "bolt://neo4j:secret@host");

        Assert.Equal("Neo4j:PasswordFile", Assert.Single(Faults(server, ("Neo4j:PasswordFile", folder["missing"]))).Key);
        Assert.Equal("Neo4j:PasswordFile", Assert.Single(Faults(server, ("Neo4j:PasswordFile", folder["empty"]))).Key);
        Assert.Equal("Neo4j:PasswordFile", Assert.Single(Faults(server, ("Neo4j:PasswordFile", folder["password"]), ("Neo4j:Password", "x"))).Key);
    }

    [Fact]
    public void No_fault_repeats_a_connection_string()
    {
        var exception = Assert.Throws<InvalidConfigurationException>(
            () => SettingsReader.Read(Configuration(("ConnectionStrings:neo4j", "bolt://neo4j:hunter2/x@host"))));

        Assert.DoesNotContain("hunter2", exception.ToString(), StringComparison.Ordinal);
    }

    private static IReadOnlyList<ConfigurationFault> Faults(params (string Key, string Value)[] values) =>
        Assert.Throws<InvalidConfigurationException>(() => SettingsReader.Read(Configuration(values))).Faults;

    private static IConfiguration Configuration(params (string Key, string Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(value => KeyValuePair.Create<string, string?>(value.Key, value.Value)))
        .Build();
}
