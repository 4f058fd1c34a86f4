namespace StreamingTracker.Backup.Neo4jHost.Tests;

public sealed class InstanceConfigurationTests
{
    [Fact]
    public void An_overridden_setting_stands_once_and_a_repeated_one_stays()
    {
        string[] kept = ["# comment", "server.jvm.additional=-Da", "server.jvm.additional=-Db"];
        var settings = new Dictionary<string, string> { ["server.bolt.listen_address"] = "127.0.0.1:1" };

        var merged = InstanceConfiguration.Merge([.. kept, " server.bolt.listen_address = :7687"], settings);

        Assert.Equal([.. kept, "server.bolt.listen_address=127.0.0.1:1"], merged);
    }

    [Fact]
    public void A_value_cannot_smuggle_in_another_setting()
    {
        var settings = new Dictionary<string, string> { ["a"] = "1\nb=2" };

        Assert.Throws<ArgumentException>(() => InstanceConfiguration.Merge([], settings).ToList());
    }
}
