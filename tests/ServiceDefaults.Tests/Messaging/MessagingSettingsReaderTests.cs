using Microsoft.Extensions.Configuration;
using StreamingTracker.Backup.Operations.Configuration;
using StreamingTracker.Backup.ServiceDefaults.Messaging;

namespace StreamingTracker.Backup.ServiceDefaults.Tests.Messaging;

public sealed class MessagingSettingsReaderTests
{
    private readonly Dictionary<string, string?> _keys = new() { ["Messaging:Transport"] = "rabbitmq" };

    [Fact]
    public void Memory_is_the_default_and_needs_no_broker()
    {
        _keys.Remove("Messaging:Transport");

        Assert.Null(Read(out var faults).Broker);
        Assert.Empty(faults);
    }

    [Fact]
    public void A_brokers_address_is_taken_apart_and_never_shown_with_its_password()
    {
        _keys["Messaging:RabbitMq:Uri"] = "amqp://me:p%40ss@broker:5673/my%2Fhost";

        var broker = Read(out var faults).Broker!;

        Assert.Empty(faults);
        Assert.Equal(("rabbitmq://broker:5673/my%2Fhost", "me", "p@ss", false), (broker.Uri.OriginalString, broker.User, broker.Password, broker.Encrypted));
        Assert.DoesNotContain("p@ss", broker.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_encrypted_address_has_its_own_port_and_the_connection_string_does_as_well()
    {
        _keys["ConnectionStrings:messaging"] = "amqps://broker";

        var broker = Read(out _).Broker!;

        Assert.Equal((5671, "guest", true), (broker.Uri.Port, broker.User, broker.Encrypted));
    }

    [Theory]
    [InlineData("http://me:hunter2@broker")]
    [InlineData("amqp:me:hunter2@broker")]
    [InlineData("amqp://me:hunter2@broker/one/two")]
    public void A_fault_in_the_address_repeats_no_part_of_it(string uri)
    {
        _keys["Messaging:RabbitMq:Uri"] = uri;

        Read(out var faults);

        Assert.Equal("Messaging:RabbitMq:Uri", Assert.Single(faults).Key);
        Assert.DoesNotContain("hunter2", faults[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_broker_and_two_brokers_are_faults()
    {
        Read(out var none);
        (_keys["Messaging:RabbitMq:Uri"], _keys["ConnectionStrings:messaging"]) = ("amqp://one", "amqp://two");
        Read(out var two);

        Assert.Equal(["Messaging:RabbitMq:Uri"], none.Select(fault => fault.Key));
        Assert.Equal(["Messaging:RabbitMq:Uri"], two.Select(fault => fault.Key));
    }

    [Fact]
    public void Queues_are_called_after_archive_and_database()
    {
        _keys["Messaging:RabbitMq:Uri"] = "amqp://broker";
        Assert.Equal("stbackup-movies-graph", Read(out _).Prefix);

        _keys["Messaging:Prefix"] = "team.a";
        Assert.Equal("team.a-movies-graph", Read(out _).Prefix);

        _keys["Messaging:Prefix"] = "team a";
        Read(out var faults);
        Assert.Equal("Messaging:Prefix", Assert.Single(faults).Key);
    }

    private MessagingSettings Read(out IReadOnlyList<ConfigurationFault> faults)
    {
        var values = new ConfigurationValues(new ConfigurationBuilder().AddInMemoryCollection(_keys).Build());
        var settings = MessagingSettingsReader.Read(values, "movies", "graph");
        faults = values.Faults;
        return settings;
    }
}
