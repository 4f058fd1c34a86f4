using Aspire.Hosting.ApplicationModel;
using StreamingTracker.Backup.Operations.Configuration;

namespace StreamingTracker.Backup.AppHost.Aspire.Tests;

/// <summary>What the orchestration consists of.</summary>
public sealed class ModelTests
{
    [Fact]
    public async Task By_default_it_is_a_Neo4j_and_the_server_that_waits_for_it()
    {
        var model = await TestModel.CreateAsync();

        Assert.Equal(["neo4j", "server"], model.Names.Order());
        Assert.Contains("neo4j", model.WaitsOf("server"));
        var environment = await model.EnvironmentAsync("server");
        Assert.Equal("{neo4j.connectionString}", environment["ConnectionStrings__neo4j"]);
        Assert.True(Path.IsPathRooted(environment["Backup__Directory"]));
        Assert.DoesNotContain("Messaging__Transport", environment.Keys);
    }

    [Fact]
    public async Task Neo4j_is_pinned_keeps_its_data_and_has_a_generated_password()
    {
        var model = await TestModel.CreateAsync();

        var image = model["neo4j"].Annotations.OfType<ContainerImageAnnotation>().Single();
        Assert.Equal(("neo4j", "5.26"), (image.Image, image.Tag));
        Assert.Equal("/data", model["neo4j"].Annotations.OfType<ContainerMountAnnotation>().Single().Target);
        Assert.Equal("neo4j/{neo4j-password.value}", (await model.EnvironmentAsync("neo4j"))["NEO4J_AUTH"]);
        Assert.True(Assert.IsType<ParameterResource>(model["neo4j-password"]).Secret);
        Assert.Single(model["neo4j"].Annotations.OfType<HealthCheckAnnotation>());
    }

    [Fact]
    public async Task The_connection_string_is_one_that_the_services_read()
    {
        var model = await TestModel.CreateAsync();
        var expression = Assert.IsAssignableFrom<IResourceWithConnectionString>(model["neo4j"]).ConnectionStringExpression.ValueExpression;

        var parsed = ConnectionString.Parse(expression
            .Replace("{neo4j-password.value}", "generated", StringComparison.Ordinal)
            .Replace("{neo4j.bindings.bolt.host}", "localhost", StringComparison.Ordinal)
            .Replace("{neo4j.bindings.bolt.port}", "7687", StringComparison.Ordinal));

        Assert.Equal(("neo4j", "generated", "neo4j", "bolt://localhost:7687"), (parsed.User, parsed.Password, parsed.Database, parsed.Address.ToString()));
    }

    [Fact]
    public async Task With_RabbitMQ_the_roles_are_services_of_their_own()
    {
        var model = await TestModel.CreateAsync("--messaging", "rabbitmq");

        Assert.Equal(["backup-worker", "messaging", "neo4j", "restore-worker", "scheduler", "server"], model.Names.Order());
        foreach (var service in new[] { "server", "scheduler", "backup-worker", "restore-worker" })
        {
            Assert.Equal(["messaging", "neo4j"], model.WaitsOf(service).Order());
            var environment = await model.EnvironmentAsync(service);
            Assert.Equal("RabbitMq", environment["Messaging__Transport"]);
            Assert.Equal("{messaging.connectionString}", environment["ConnectionStrings__messaging"]);
        }

        Assert.Equal("None", (await model.EnvironmentAsync("server"))["Server__Roles"]);
    }

    [Fact]
    public async Task The_dashboard_has_its_commands_and_a_restore_asks_first()
    {
        var model = await TestModel.CreateAsync();

        Assert.Null(model.Command("server", "back-up-now").ConfirmationMessage);
        Assert.Null(model.Command("server", "verify-latest").ConfirmationMessage);
        Assert.Contains("neo4j will be replaced", model.Command("server", "restore-latest").ConfirmationMessage, StringComparison.Ordinal);
    }
}
