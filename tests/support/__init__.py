# SPDX-FileCopyrightText: The Topiq authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the black-box and the interoperability tests share: the real program as a fixture, and MQTT as bytes."""
