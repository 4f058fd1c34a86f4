using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.Server.Configuration;

namespace StreamingTracker.Backup.Server.Tests.Configuration;

/// <summary>What a server is told of itself.</summary>
public sealed class ServerSettingsReaderTests
{
    [Fact]
    public void By_default_it_has_all_roles_and_listens_on_one_port_of_the_loopback()
    {
        var (settings, faults) = Read();

        Assert.Equal((ServerRoles.All, "http://127.0.0.1:8470", null), (settings.Roles, Assert.Single(settings.Urls), settings.MaxBackupAge));
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("Scheduler", (int)ServerRoles.Scheduler)]
    [InlineData("backupworker, RestoreWorker", (int)(ServerRoles.BackupWorker | ServerRoles.RestoreWorker))]
    [InlineData("None", (int)ServerRoles.None)]
    public void Roles_are_one_value(string text, int roles) => Assert.Equal((ServerRoles)roles, Read(("Server:Roles", text)).Settings.Roles);

    [Fact]
    public void Roles_are_a_list() => Assert.Equal(
        ServerRoles.Scheduler | ServerRoles.BackupWorker,
        Read(("Server:Roles:0", "Scheduler"), ("Server:Roles:1", "BackupWorker")).Settings.Roles);

    [Fact]
    public void An_unknown_role_is_a_fault_that_names_the_known_ones()
    {
        var fault = Assert.Single(Read(("Server:Roles", "Scheduler,Cook")).Faults);

        Assert.Equal("Server:Roles", fault.Key);
        Assert.Contains("\"Cook\" is none of None, Scheduler, BackupWorker, RestoreWorker, All", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:9000")]
    [InlineData("http://[::1]:9000")]
    [InlineData("http://127.0.0.1:9000;http://[::1]:9000")]
    public void Addresses_of_the_loopback_are_taken(string urls) => Assert.Empty(Read(("Server:Urls", urls)).Faults);

    [Theory]
    [InlineData("http://0.0.0.0:9000")]
    [InlineData("http://*:9000")]
    [InlineData("http://+:9000")]
    [InlineData("http://192.168.1.7:9000")]
    [InlineData("http://example.org")]
    [InlineData("https://localhost:9000")]
    [InlineData("localhost:9000")]
    [InlineData("http://user:secret@localhost:9000")]
    public void Other_addresses_are_faults_since_there_are_no_keys_yet(string url)
    {
        Assert.Equal("Server:Urls", Assert.Single(Read(("Server:Urls", url)).Faults).Key);
        Assert.Equal("ASPNETCORE_URLS", Assert.Single(Read(("ASPNETCORE_URLS", url)).Faults).Key);
    }

    [Fact]
    public void The_products_own_key_wins_over_the_orchestrators() => Assert.Equal(
        ["http://localhost:1"], Read(("Server:Urls", "http://localhost:1"), ("ASPNETCORE_URLS", "http://localhost:2")).Settings.Urls);

    private static (ServerSettings Settings, IReadOnlyList<ConfigurationFault> Faults) Read(params (string Key, string Value)[] settings)
    {
        var values = new ConfigurationValues(
            new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value)).Build());
        return (ServerSettingsReader.Read(values), values.Faults);
    }
}
