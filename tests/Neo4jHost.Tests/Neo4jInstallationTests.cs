using StreamingTracker.Backup.TestKit;

namespace StreamingTracker.Backup.Neo4jHost.Tests;

public sealed class Neo4jInstallationTests
{
    [Fact]
    public void A_folder_with_bin_neo4j_and_lib_is_an_installation()
    {
        using var fake = new FakeInstallation("exit 0");

        Assert.NotNull(Neo4jInstallation.Find(fake.Installation.Home));
    }

    [Fact]
    public void A_folder_without_them_is_none()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["lib"]);

        Assert.Null(Neo4jInstallation.Find(folder.Path));
        Assert.Null(Neo4jInstallation.Find(folder["absent"]));
    }
}
