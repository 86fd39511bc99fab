using FluentValidation.Results;
using Store.Devices.Registry;

namespace Store.Devices.Profile;

/// <summary>Puts another hardware profile to work. Papers that wait are printed by the printer of the same id.</summary>
internal static class ChangeProfile
{
    internal sealed record Command(HardwareProfile Profile) : IRequest<HardwareProfile>;

    internal sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Profile).Custom((profile, context) =>
        {
            foreach (var fault in profile.Faults())
                context.AddFailure(new ValidationFailure("profile", fault));
        });
    }

    internal sealed class Handler(DeviceRegistry registry) : IRequestHandler<Command, HardwareProfile>
    {
        public async Task<HardwareProfile> Handle(Command command, CancellationToken cancellationToken)
        {
            await registry.Change(command.Profile);
            return registry.Profile;
        }
    }

    internal sealed class Endpoint : IEndpoint
    {
        public void Map(IEndpointRouteBuilder routes) => routes
            .MapPut("/profile", (HardwareProfile body, IMediator mediator, CancellationToken cancel) => mediator.Send(new Command(body), cancel))
            .RequirePermission("devices.manage")
            .WithName(nameof(ChangeProfile)).WithSummary("Change which devices this till has and how they are set")
            .ProducesValidationProblem();
    }
}
