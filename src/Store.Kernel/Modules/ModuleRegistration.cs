using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Store.Kernel.Access;
using Store.Kernel.Audit;
using Store.Kernel.Database;
using Store.Kernel.Events;
using Store.Kernel.Http;
using Store.Kernel.Identifiers;
using Store.Kernel.Pipeline;
using Store.Kernel.Privacy;
using Store.Kernel.Values;
using Store.Kernel.Verification;

namespace Store.Kernel.Modules;

/// <summary>Puts kernel and modules together. The host calls one method to register and one to map, and lists nothing else.</summary>
public static class ModuleRegistration
{
    /// <summary>Registers the kernel and everything that scanning finds in the modules.</summary>
    public static IServiceCollection AddModules(this IServiceCollection services, IConfiguration configuration, params IModule[] modules)
    {
        AddDatabase(services, DatabaseOptions.From(configuration), modules);
        services.AddSlices(configuration, modules);
        services.AddScoped<Idempotency>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(CommandBehaviour<,>));
        services.AddSingleton(new EventSubscriptions(Assemblies(modules).SelectMany(assembly => assembly.DefinedTypes).Where(type => type is { IsClass: true, IsAbstract: false })));
        return services;
    }

    /// <summary>The part of <see cref="AddModules"/> for a host without a database: pipeline, gate and problems, and what scanning finds. Its modules have neither commands nor queries.</summary>
    public static IServiceCollection AddSlices(this IServiceCollection services, IConfiguration configuration, params IModule[] modules)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddScoped<Caller>();
        AddHttp(services);
        AddPipeline(services);

        services.Scan(scan => scan.FromAssemblies(Assemblies(modules))
            .AddClasses(types => types.AssignableTo(typeof(IRequestHandler<,>)), publicOnly: false).AsImplementedInterfaces().WithTransientLifetime()
            .AddClasses(types => types.AssignableTo(typeof(INotificationHandler<>)), publicOnly: false).AsImplementedInterfaces().WithTransientLifetime()
            .AddClasses(types => types.AssignableTo(typeof(IValidator<>)), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<IEndpoint>(), publicOnly: false).AsImplementedInterfaces().WithSingletonLifetime()
            .AddClasses(types => types.AssignableTo<IInvariant>(), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(types => types.AssignableTo<IDemoPart>(), publicOnly: false).AsImplementedInterfaces().WithScopedLifetime()
            .AddClasses(types => types.AssignableTo(typeof(IEventHandler<>)), publicOnly: false).AsSelf().WithScopedLifetime());

        foreach (var module in modules)
        {
            services.AddSingleton(module);
            module.AddServices(services, configuration);
        }

        return services;
    }

    /// <summary>Maps every endpoint of every module under <c>/api/{module}</c>.</summary>
    public static void MapModules(this IEndpointRouteBuilder routes)
    {
        var endpoints = routes.ServiceProvider.GetServices<IEndpoint>().ToLookup(endpoint => endpoint.GetType().Assembly);
        foreach (var module in routes.ServiceProvider.GetServices<IModule>())
        {
            var group = routes.MapGroup($"/api/{module.Name}").WithTags(module.Name)
                .AddEndpointFilter<SliceGate>()
                .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
            foreach (var endpoint in endpoints[module.GetType().Assembly])
                endpoint.Map(group);
        }
    }

    private static void AddDatabase(IServiceCollection services, DatabaseOptions options, IEnumerable<IModule> modules)
    {
        RowMapping.Register();
        var schemas = new Schemas(new HashSet<string>(modules.Select(module => module.Name).Append(Schemas.Kernel), StringComparer.Ordinal));
        services.AddSingleton(options);
        services.AddSingleton(schemas);
        if (options.Engine == Engine.SqlServer)
            services.AddSingleton<DatabaseEngine>(new SqlServerEngine(options));
        else
            services.AddSingleton<DatabaseEngine>(_ => new SqliteEngine(options, new EmbeddedSql(schemas.Names)));

        services.AddScoped<Db>();
        services.AddScoped<AuditLog>();
        services.AddSingleton<Ids>();
        services.AddSingleton<NodeLease>();
        services.AddScoped<Outbox>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<OutboxDispatcher>();
        services.AddSingleton<Housekeeping>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<PersonalData>();
        services.AddScoped<KeyRingCheck>();
    }

    private static void AddPipeline(IServiceCollection services)
    {
        services.AddScoped<ServiceFactory>(provider => provider.GetRequiredService);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(TraceBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(StoreScopeBehaviour<,>));
        services.AddScoped(typeof(IPipelineBehavior<,>), typeof(ValidationBehaviour<,>));
    }

    private static void AddHttp(IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(options => ValueJson.Configure(options.SerializerOptions));
    }

    private static Assembly[] Assemblies(IEnumerable<IModule> modules) => [.. modules.Select(module => module.GetType().Assembly)];
}
