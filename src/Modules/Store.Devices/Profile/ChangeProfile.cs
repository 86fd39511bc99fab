using FluentValidation.Results;
using Microsoft.Extensions.Configuration;
using Store.Devices.Links;
using Store.Devices.Registry;

namespace Store.Devices.Profile;

/// <summary>
/// Puts another hardware profile to work. Papers that wait are printed by the printer of the same id. A new address is something that this service will open: a host, which stands in the middle of a
/// shop's network and has the devices' routes too, opens none at a page's word unless it is told that it may; and what is opened is a device, not just any file.
/// </summary>
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

    internal sealed class Handler(DeviceRegistry registry, IConfiguration configuration) : IRequestHandler<Command, HardwareProfile>
    {
        /// <exception cref="Forbidden">An address is new, and addresses are changed in the file alone.</exception>
        /// <exception cref="RuleBroken">An address is that of a file which is no device.</exception>
        public async Task<HardwareProfile> Handle(Command command, CancellationToken cancellationToken)
        {
            var known = registry.Profile.Devices().Select(device => device.Address).ToHashSet(StringComparer.Ordinal);
            foreach (var address in command.Profile.Devices().Select(device => device.Address).Where(address => !known.Contains(address)))
            {
                if (!configuration.GetValue<bool>("Devices:ChangeAddresses"))
                    throw new Forbidden("profile.addresses_fixed", "This host takes addresses of devices from profile.json alone; with the setting Devices:ChangeAddresses it takes them from here too.");
                if (!LinkAddress.Parse(address).IsDevice)
                    throw new RuleBroken("profile.no_device", $"{address} is no device of this machine: those are in /dev/serial, /dev/usb and the like, on Windows COM ports.");
            }

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
            .ProducesValidationProblem().ProducesProblem(403).ProducesProblem(422);
    }
}
